"""Support is offered to the writer, not to whoever the writer writes about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.portal.own_distress import speaks_of_own_distress

OWN = [
    "I can't cope any more.",
    "I just can’t cope with the night shifts.",
    "Honestly, I cannot go on like this.",
    "I can't do this any more.",
    "I want to die.",
    "I don't want to be here anymore",
    "I do not want to live.",
    "I wish I was dead.",
    "I feel suicidal most evenings.",
    "I am so burnt out that I dread Mondays.",
    "I've been feeling low. I keep thinking about ending it all.",
    "I have thought about killing myself.",
    "I hurt myself last week.",
    "I keep having nightmares about the call.",
    "I've had a panic attack before every shift.",
    "I can't sleep since the inquest.",
    "I cried in the car after the visit.",
    "I have been crying every night.",
    "I drink every night to sleep.",
    "This job is breaking me.",
    "My nightmares have come back.",
    "I was abused, and this section brought it back.",
    "This happened to me as a child.",
    "My partner hits me.",
    "I feel completely worthless.",
    "I am falling apart.",
    "The family is doing well. I am not: I feel hopeless.",
    "I was in crisis myself that winter.",
]
OF_SOMEBODY_ELSE = [
    "",
    "He said he wants to die.",
    "The young person told me she can't cope.",
    "She said, “I want to die”, and I stayed with her.",
    'The boy wrote "I want to kill myself" on the wall.',
    "She said I want to die and then went quiet.",
    "Mum told me that I can't cope is all she hears from him.",
    "I asked whether he felt suicidal.",
    "I asked her if she was hurting herself.",
    "I worried that she would kill herself.",
    "I was told that a pupil had flashbacks.",
    "The client is suicidal and I rang the crisis team.",
    "A colleague is burnt out; I did not see it.",
    "I noticed that he was falling apart.",
    "I sat with a mother who cried every night.",
    "They can't cope with the waiting list.",
    "His nightmares came back after court.",
    "Her partner hits her, and I made the referral.",
    "I supported a man whose father beat him.",
    "A girl I work with self-harms.",
    "I do not feel suicidal, but I was tired.",
    "I am not burnt out.",
    "If I was suicidal I would want somebody to ask.",
    "I was short with a colleague, and I know why.",
    "I need ten minutes after a hard call.",
    "I was tired and did not listen well.",
    "I cut the meeting short.",
    "I could not go to the meeting.",
    "I want to ask better questions.",
    "I felt hopeful when the school rang.",
    "I wish I had asked her sooner.",
    "I can carry on from here.",
    "Nobody told me.",
    "I will check with my supervisor that the boy is safe.",
    "I broke down the referral into three steps.",
]


@pytest.mark.parametrize("text", OWN)
def test_what_one_says_of_oneself_is_heard(text: str) -> None:
    assert speaks_of_own_distress(text)
    assert speaks_of_own_distress(f"The visit went as planned. {text}")
    assert speaks_of_own_distress(text.upper())


@pytest.mark.parametrize("text", OF_SOMEBODY_ELSE)
def test_what_one_writes_about_others_or_about_the_work_is_left_alone(text: str) -> None:
    assert not speaks_of_own_distress(text)


def test_all_of_everyday_work_together_is_left_alone() -> None:
    assert not speaks_of_own_distress("\n".join(OF_SOMEBODY_ELSE))


@given(st.text(max_size=400))
def test_any_text_is_answered(text: str) -> None:
    assert speaks_of_own_distress(text) in (True, False)


def test_a_long_text_takes_no_time_to_speak_of() -> None:
    """The rule reads each sentence a few dozen times and never more often the longer it is."""
    assert not speaks_of_own_distress("i " * 5_000)
    assert not speaks_of_own_distress("the child said and " * 500)
