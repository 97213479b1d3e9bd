"""Invented names, drawn from lists as mixed as the workforces that they stand for."""

from __future__ import annotations

import random
from collections.abc import Iterator

GIVEN = (
    "Aaliyah Abdul Adaeze Adrian Agnieszka Aisha Alan Amara Amina Andrew Anita Anwen Arjun Asha Ashley Bronwen Callum "
    "Carys Charlotte Chidi Claire Daniel Darren Deepa Dylan Eilidh Elif Emeka Emily Ewan Farah Fatima Fiona Gareth "
    "Grace Gurpreet Hamza Hannah Harpreet Helen Ibrahim Imran Ines Isla Jakub Jamal James Jaswinder Jodie Josie Joy "
    "Kamal Karen Katarzyna Kayleigh Kofi Kwame Lauren Leanne Lewis Liam Lubna Lucy Maja Malik Marek Maria Martin Megan "
    "Mei Mohammed Naomi Nasreen Natalie Nia Niamh Nikhil Olu Omar Owen Parveen Patrick Paul Piotr Priya Rachel Rajesh "
    "Rhys Rosa Ruth Ryan Sana Sarah Sean Shanice Shazia Simon Sofia Stephen Sunita Temi Thandi Thomas Tomasz Uzma "
    "Victoria Wei Yasmin Yusuf Zainab Zoe"
).split()
FAMILY = (
    "Abara Adeyemi Ahmed Akhtar Ali Allsop Appiah Bajwa Baker Banerjee Barnes Begum Bell Bhatt Boateng Brown Burton "
    "Campbell Carter Chan Chatterjee Chaudhry Clarke Cole Cooper Davies Desai Dhillon Doyle Dudek Edwards Evans Farooq "
    "Fernandes Fletcher Foster Gill Green Hall Harris Hassan Hughes Hussain Iqbal Islam Jackson Jones Joshi Kaur Kelly "
    "Khan Kowalska Kumar Lad Lewandowski Lewis Liu Lloyd Mahmood Malik Marsh Mensah Miah Mistry Mitchell Morgan Murphy "
    "Murray Nair Ncube Nowak Nwosu OBrien Okafor Osman Owen Palmer Parekh Parmar Patel Pearce Phillips Price Qureshi "
    "Rahman Rana Reid Rees Roberts Robinson Rose Saleh Sandhu Scott Shah Sharma Siddall Singh Smith Solanki Stone Sykes "
    "Talfryn Tanner Taylor Thompson Uddin Vaughan Wallace Walsh Ward Webb Wilk Williams Wilson Wood Wright Yeboah Young "
    "Zaman"
).split()


def invented_names(seed: int) -> Iterator[tuple[str, str]]:
    """Pairs of given and family name without repeats, always in the same order for one seed."""
    pairs = [(given, family.replace("OBrien", "O’Brien")) for given in GIVEN for family in FAMILY]
    random.Random(seed).shuffle(pairs)  # noqa: S311  a demonstration, no secret
    return iter(pairs)
