from django.urls import path

from .views.change_asked import ask_more, level_of_group, stop_asking
from .views.equivalences import equivalence, equivalence_change, equivalence_new, equivalences
from .views.exemptions import exempt, exemption_end, exemptions
from .views.recognise import recognise
from .views.what_is_asked import requirements_home, what_is_asked

NETWORK = "requirements/network/"
PARTNER = "requirements/partners/<slug:organisation>/"

urlpatterns = [
    path("requirements/", requirements_home, name="requirements_home"),
    path(NETWORK, what_is_asked, name="network_what_is_asked"),
    path(f"{NETWORK}ask/", ask_more, name="network_ask_more"),
    path(f"{NETWORK}<int:requirement>/stop/", stop_asking, name="network_stop_asking"),
    path(f"{NETWORK}levels/<slug:role_group>/", level_of_group, name="level_of_group"),
    path(PARTNER, what_is_asked, name="what_is_asked"),
    path(f"{PARTNER}ask/", ask_more, name="ask_more"),
    path(f"{PARTNER}<int:requirement>/stop/", stop_asking, name="stop_asking"),
    path(f"{PARTNER}exemptions/", exemptions, name="exemptions"),
    path(f"{PARTNER}exemptions/<int:exemption>/", exemption_end, name="exemption_end"),
    path(f"{PARTNER}people/<uuid:uuid>/exempt/", exempt, name="exempt"),
    path(f"{PARTNER}people/<uuid:uuid>/recognise/", recognise, name="recognise"),
    path("requirements/equivalences/", equivalences, name="equivalences"),
    path("requirements/equivalences/new/", equivalence_new, name="equivalence_new"),
    path("requirements/equivalences/<int:equivalence>/", equivalence, name="equivalence"),
    path("requirements/equivalences/<int:equivalence>/change/", equivalence_change, name="equivalence_change"),
]
