"""The map of a scenario as it stands in the author's form, saved or not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.datastructures import MultiValueDictKeyError
from django.views.decorators.http import require_POST

from ..scenario import SAID, ScenarioBlock
from ..scenario_drawing import drawn
from ..scenario_map import problems, read


@require_POST
def scenario_map(request: HttpRequest) -> HttpResponse:
    """A picture of the steps and ways, and what is wrong; `prefix` names the block's fields in the form."""
    block = ScenarioBlock()
    try:
        value = block.value_from_datadict(request.POST, {}, request.POST.get("prefix", ""))
    except (MultiValueDictKeyError, ValueError):
        return HttpResponseBadRequest()
    scenario = read(block.get_prep_value(value))
    found = problems(scenario)
    context = {
        "scenario": scenario,
        "drawing": drawn(scenario, found),
        "said": [{"step": problem.key, "sentence": SAID[problem.kind][1] % {"key": problem.key}} for problem in found],
    }
    return render(request, "blocks/forms/scenario_map.html", context)
