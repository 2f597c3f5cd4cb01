"""The classes of words that the lists in `words/` and the patterns in `patterns/` speak of, a letter for each.

The letters of a sentence make the string on which the patterns are matched: a regular expression over words.
"""

from __future__ import annotations

# How much.
NUMBER = "N"
MASS = "m"
VOLUME = "v"
UNITS = "u"  # international units, millimoles: amounts of what is not weighed
WEIGHT = "k"  # kilograms of a body, square metres of its surface
FORM = "f"  # tablets, drops, puffs
PERCENT = "%"
DOSE = "D"
INTENSITY = "K"  # "light", "heavy" in tables of doses
LIMIT = "L"
STEP = "J"  # to raise, to lower
FACTOR = "@"  # to double, to halve
# How often, when, how long.
TIME = "T"
DAYPART = "W"
DAILY = "Y"
ONCE = "O"
TIMES = "X"
EVERY = "E"
SIG = "S"  # "bid", "1-0-1"
INTERVAL = "j"
BEFORE = "b"
LASTING = "5"
# What, and into which part of the body.
DRUG = "s"
IMPLIED = "d"  # "the medicine", "the infusion"
ROUTE = "R"
COURSE = "e"
# Somebody takes or gives it.
TAKE = "V"
ADMINISTER = "I"
USE = "U"
ADMINISTERED = "H"
GIVEN = "G"
USED = "a"
SUSTAIN = "3"  # to continue, to stop
PAUSE = "Q"
ORDER = "8"  # an imperative that nothing else can be: "nehmen Sie"
MISSED = "z"
FORGOTTEN = "4"
ESCAPE = "x"  # "as prescribed"
NEEDED = "9"  # "as needed", "prn"
# How it is said.
MODAL = "M"
RECOMMEND = "C"
PRESENT = "B"
PAST = "Z"
CASE = "c"
SOMEBODY = "*"  # "she", "his": one patient, or whoever takes the drug
STUDY = "q"
OUTCOME = "+"
NEGATION = "y"
QUESTION = "h"
CONDITION = "7"
PERSON = "1"
AGE = "g"
HARM = "6"
COLUMN = "2"  # headers such as "Frequency"
DATED = "="  # when it happened: "two weeks ago", "in March"
PLAN = "0"  # what a trial is going to do with its patients
EFFECT = "!"  # "may raise the risk"
GUIDANCE = "'"  # guidelines and recommendations
# What speaks of something else.
NUTRIENT = "n"
LAB = "l"
CONTAIN = "t"
PACKAGE = "p"
PRICE = "$"
ACTIVITY = "w"
OUTPUT = "<"  # what leaves the body: "drain", "collected"
DEVICE = ">"  # what a machine is set to: "tidal volume", "dialysate"
PRODUCT = "#"  # what a drug is made up as, and nobody counts: "granules", "strengths"
PRETERITE = "^"  # by its form perhaps a past of German or Dutch: "senkte", "behandelden"
# Words between the others.
PER = "P"
ARTICLE = "A"
RANGE = "r"
FOR = "F"
OVER = "o"
ADVERB = "&"
# What no list holds: digits within a name, other words, marks.
CODE = "i"
WORD = "_"
MARK = "~"
END = ";"
HYPHEN = "-"
SLASH = "/"
BAR = "|"
COMMA = ","
COLON = ":"
OPEN = "("
CLOSE = ")"
BRACKET = "["

LETTERS = {name.lower(): letter for name, letter in globals().items() if name.isupper() and len(letter) == 1}
# The classes that a word list may name; the rest is told by what a token looks like.
UNLISTED = frozenset((PRETERITE, CODE, WORD, MARK, END, HYPHEN, SLASH, BAR, COMMA, COLON, OPEN, CLOSE, BRACKET))
# Without a word of these classes nothing tells a dose.
OPENERS = frozenset((NUMBER, SIG, ONCE, EVERY, DAILY, DAYPART, MISSED, FORGOTTEN, FACTOR))
# A sign needs a word of these classes, or a number and a time, or a number of a drug to take: "Take two Tylenol".
TELLING = frozenset((MASS, VOLUME, UNITS, FORM, ONCE, TIMES, EVERY, DAILY, SIG, DAYPART, MISSED, DOSE, FORGOTTEN))
TELLING_TOGETHER = tuple(map(frozenset, ((NUMBER, TIME), (NUMBER, TAKE, DRUG), (FACTOR, STEP, DRUG))))
