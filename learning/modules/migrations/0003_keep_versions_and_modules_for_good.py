from django.db import migrations

from learning.audit.append_only import ForbidChanges


class Migration(migrations.Migration):
    dependencies = [("modules", "0002_modules_know_their_current_version")]

    operations = [
        ForbidChanges("modules_moduleversion", what="a version of a module"),
        ForbidChanges("modules_module", update=False, what="a module"),
    ]
