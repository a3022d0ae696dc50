"""The closed classes of English words by which several modules read a sentence, each once.

A module that asks for a few words more or fewer says so where it needs them. Some of these lists are features of a
fitted model (``speech``, ``candidates``): a word more in one of them asks for a new fit.
"""

from __future__ import annotations

BE = frozenset("is are was were be been being".split())

DETERMINERS = frozenset("a an the this that these those its his her their our my some any no such".split())
"""Words behind which a form of a verb is a noun: "the report". Names have a list of their own, ``name_words.csv``."""

PREPOSITIONS = frozenset("of to in on for with by from about over".split())
"""Those that every list of them has."""

BEFORE_OBJECT = PREPOSITIONS | frozenset("at against toward towards between among like than as into".split())
"""Words before a noun that make it no subject."""

NAMING_VERBS = frozenset("call calls called calling dubbed labeled labelled branded describes described".split())
"""Verbs that give a thing a name: "called it “a disgrace”"."""

CIVIL_TITLES = frozenset("mr mrs ms miss dr sir lord lady madam prof mme mister".split())
"""Titles that say nothing of an office; without their stop."""

NAME_SUFFIXES = frozenset("jr sr ii iii iv".split())
"""Behind a name they tell two persons of one name apart; without their stop."""
