"""Who can sign in to the demonstration: one invented person a role, each with the learning that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from learning.workforce.models import Role


@dataclass(frozen=True)
class SignIn:
    """One invented person with a login; `organisation` and `role_group` are codes of the content file."""

    name: tuple[str, str]
    email: str
    organisation: str
    role_group: str
    role: Role | None
    team: str = ""
    shows: str = ""
    learning: tuple[tuple[str, int], ...] = ()
    """Instead of the planned story: the module's slug and how many days ago it was completed."""
    before: tuple[str, int] | None = None
    """The role group of an earlier post with the same employer, and how many days ago that ended."""

    @property
    def title(self) -> str:
        return str(self.role.label) if self.role else "Learner"


SIGN_INS = (
    SignIn(("Sam", "Oyelaran"), "sam.oyelaran@police.example", "ORG01", "frontline_direct", None, "Response, Northgate",
           "a module half done, others asked of them",
           (("trauma-and-violence-shared-start", 291), ("six-principles-everyday-contact", 290),
            ("public-health-approach-and-data", 262), ("sharing-information-safely", 684),
            ("recognising-criminal-exploitation", 41)),
           ("corporate", 150)),
    SignIn(("Dilys", "Marchbank"), "dilys.marchbank@police.example", "ORG01", "corporate", Role.HR_LEAD,
           "Business services", "coverage of Midshire Police, with names"),
    SignIn(("Tobias", "Achterberg"), "tobias.achterberg@acute.example", "ORG02", "corporate", Role.HR_LEAD,
           "Corporate services", "coverage of another partner"),
    SignIn(("Gwendolyn", "Ashdown"), "gwendolyn.ashdown@fire.example", "ORG12", "corporate", Role.HR_LEAD, "Support",
           "a partner that returns staff numbers only: nobody is called by name"),
    SignIn(("Leander", "Quayle"), "leander.quayle@university.example", "ORG15", "corporate", Role.HR_LEAD, "",
           "a partner that returns headcounts only: one gross figure, nobody listed"),
    SignIn(("Wilhelmina", "Strand"), "wilhelmina.strand@mothers.example", "ORG19", "leaders", Role.HR_LEAD, "",
           "a small charity that adds and moves people in a form"),
    SignIn(("Roisin", "Calderbank"), "roisin.calderbank@police.example", "ORG01", "supervisors", Role.TEAM_MANAGER,
           "Response, Northgate", "how the team stands, and who needs a nudge"),
    SignIn(("Imogen", "Thackeray"), "imogen.thackeray@network.example", "NETWORK", "corporate", Role.TRAINER, "",
           "modules in the page editor: one under review, one changed, one that ends; a learning case to write"),
    SignIn(("Nadia", "Fairweather"), "nadia.fairweather@network.example", "NETWORK", "corporate", Role.TRAINER, "",
           "a fellow trainer’s draft that waits for her"),
    SignIn(("Corin", "Ellery"), "corin.ellery@network.example", "NETWORK", "corporate", Role.LIVED_EXPERIENCE, "",
           "what to look for in a draft"),
    SignIn(("Ottilie", "Brannock"), "ottilie.brannock@police.example", "ORG01", "supervisors", Role.AGENCY_REVIEWER, "",
           "the first check of cases that the police bring"),
    SignIn(("Obi", "Featherstone"), "obi.featherstone@wolds.example", "ORG03", "specialist", Role.AGENCY_REVIEWER, "",
           "the first check of cases, as host for another partner"),
    SignIn(("Sunniva", "Hargreave"), "sunniva.hargreave@council.example", "ORG06", "enhanced", Role.NETWORK_REVIEWER,
           "", "the second check of cases, as a stranger would"),
    SignIn(("Bashir", "Winterbourne"), "bashir.winterbourne@network.example", "NETWORK", "corporate", Role.COORDINATOR,
           "", "a case that passed both checks, and a round that is arranged"),
    SignIn(("Tamsin", "Okonjo"), "tamsin.okonjo@youthjustice.example", "ORG10", "enhanced", Role.FACILITATOR, "",
           "a round to lead, and cases that she brought, each at another place"),
    SignIn(("Leopold", "Sangha"), "leopold.sangha@network.example", "NETWORK", "corporate", Role.IG_LEAD, "",
           "a case that was hidden, and the records of all cases, one of them kept by a legal hold"),
    SignIn(("Marguerite", "Aldous"), "marguerite.aldous@network.example", "NETWORK", "leaders", Role.NETWORK_LEAD),
    SignIn(("Peregrine", "Iwu"), "peregrine.iwu@network.example", "NETWORK", "corporate", Role.ADMINISTRATOR, "",
           "workforce screens in the page editor"),
)  # fmt: skip
