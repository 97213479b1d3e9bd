"""`{% kept "name" value … %}…{% endkept %}`: a part of a template that is the same whenever name and values are.

`{% kept "name" value … while condition %}` keeps it while the condition holds, and draws it anew otherwise: a form that
nobody has filled in is the same for everybody, and one that holds somebody's words is theirs.
"""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from learning.blocks.kept import Kept

register = template.Library()
FRAME = Kept(8000)


class KeptNode(template.Node):
    def __init__(self, nodelist: NodeList, key: list[FilterExpression], condition: FilterExpression | None) -> None:
        self.nodelist = nodelist
        self.key = key
        self.condition = condition

    def render(self, context: Context) -> SafeString:
        if self.condition is not None and not self.condition.resolve(context):
            return self.nodelist.render(context)
        key = tuple(part.resolve(context) for part in self.key)
        return FRAME.get_or_make(key, lambda: self.nodelist.render(context))


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """What stands inside may use nothing that its key does not say: no user, no token, no request."""
    words = token.split_contents()[1:]
    condition = None
    if words[-2:-1] == ["while"]:
        *words, _while, asked = words
        condition = parser.compile_filter(asked)
    if not words:
        raise template.TemplateSyntaxError("kept needs a name")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, [parser.compile_filter(word) for word in words], condition)
