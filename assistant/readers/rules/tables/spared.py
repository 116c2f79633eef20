"""How a text says that goods took no part: untouched, fine, left alone, dealt with already."""

from assistant.readers.rules.scan import lines

# Said of goods behind their name, in the same clause.
FINE = lines(r"""
    (?:is|are|was|were|'s|s|all|still|look|looks|seem|seems|stayed|remain|remained|both|are all|were all|they're|theyre|being)? ?(?:perfectly |totally |still |all |completely |absolutely |just )*(?:fine|ok|okay|untouched|unaffected|undamaged|unharmed|unscathed|intact|safe|good as new|alright|all right|saved|in date|still good|still sellable|still saleable|sellable|not damaged|not affected)
    survived
    (?:weren't|wasn't|were not|was not|not|aren't|isn't|didn't get|never) (?:[a-z]+ )?(?:touched|affected|damaged|hit|harmed|involved|broken|wet|part of|stolen|taken|in there|expired|at risk)
    (?:is|are) not part of
    stays? written off
    (?:is|are|was|were) (?:already )?(?:booked|done|dealt with|handled|processed|written off already|already written off|accounted for|credited already)
    (?:is|was|were|are)? ?already (?:booked|done|dealt with|written off|handled|returned|credited|processed)
    (?:made it|came through|pulled through)(?: ok| fine)?
    (?:was|were|is|are) (?:up )?(?:on|in) (?:the )?(?:other|high|top|upper|different|another) [a-z]+
    (?:have|has) sold
    (?:are|is|were|was) (?:still )?(?:missing|gone)(?: for good)?
""")
# Said before the name.
NOT_THESE = lines(r"""
    not
    not the
    don't touch(?: the)?
    leave(?: the)?
    except(?: for)?(?: the)?
    excluding(?: the)?
    apart from(?: the)?
    other than(?: the)?
    but not(?: the)?
    ignore(?: the)?
    do not touch(?: the)?
    instead of(?: the)?
    rather than(?: the)?
    labelled
    labeled
    spare
    like the
    same as the
    next to the
    beside the
    unlike the
""")
# Said of what stands right before it.
LEFT = lines(r"""
    leave (?:that|those|them|it|these)(?: alone| be| as is| out)?
    (?:don't|do not) (?:touch|include|write off|count|bin|adjust) (?:that|those|them|it|these)
    ignore (?:that|those|them|it|these)
    no need to (?:touch|include|write off) (?:that|those|them|it|these)
    (?:that's|those are|that is|they're) (?:fine|ok|okay|already booked|all good)
""")
