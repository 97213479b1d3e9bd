"""Invented teams by kind of employer: a team and, where it has some, the teams below it."""

TEAMS: dict[str, dict[str, tuple[str, ...]]] = {
    "police": {
        "Response": ("Response, Northgate", "Response, Fenside"),
        "Neighbourhood": ("Neighbourhood, Northgate", "Neighbourhood, Midshire"),
        "Contact centre": (),
        "Public protection": (),
        "Business services": (),
    },
    "acute_hospital_trust": {
        "Emergency department": ("Emergency nursing", "Emergency reception"),
        "Wards": ("Ward 12", "Ward 14", "Children’s assessment unit"),
        "Outpatients": (),
        "Portering and estates": (),
        "Corporate services": (),
    },
    "mental_health_trust": {
        "CAMHS": (),
        "Community teams": ("Northgate team", "Wolds team"),
        "Inpatients": (),
        "Corporate": (),
    },
    "ambulance_trust": {"Operations": ("Station Green", "Station Fen"), "Control room": (), "Support": ()},
    "unitary_city_council": {
        "Children’s services": ("Early help", "Family safeguarding"),
        "Housing": ("Housing options", "Tenancy support"),
        "Customer services": (),
        "Resources": (),
    },
    "county_council": {"Children and families": ("Early help", "Safeguarding"), "Communities": (), "Resources": ()},
    "secondary_school": {"Schools": ("Beacon North", "Beacon South", "Beacon Fen"), "Central team": ()},
    "fire_and_rescue": {
        "Watches": ("Red watch", "Blue watch", "Green watch", "White watch"),
        "Prevention": (),
        "Support": (),
    },
}
OTHERWISE: dict[str, tuple[str, ...]] = {"Service delivery": ("Team A", "Team B"), "Business support": ()}
