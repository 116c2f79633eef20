"""Where a fault can strike, by name; a run counts each, and fails if one was never hit."""

from enum import StrEnum


class Site(StrEnum):
    # The disk below the books
    DISK_BUSY = "another program holds the books when a transaction begins"
    DISK_READ = "a read fails"
    DISK_WRITE = "a write fails"
    DISK_FULL = "the disk is full (SQLite's own, by a limit of pages)"
    COMMIT_FAILS = "the disk fails while a transaction is committed"
    ANSWER_LOST = "a transaction is committed, and whoever asked for it is told that it failed"
    # Processes
    OTHER_PROCESS = "another process than before does what comes next"
    RESTART = "a process ends and begins anew"
    # Time
    CLOCK_AHEAD = "the clock jumps ahead"
    CLOCK_BACK = "the clock is set back"
    PULLED_AHEAD = "a company is pulled by a clock that is ahead"
    PULLED_BACK = "a company is pulled by a clock that was set back"
    DAYS_PASS = "nobody works for days"
    # The language model
    MODEL_DOWN = "the model does not answer"
    MODEL_INVALID = "the model answers what fits no schema"
    MODEL_MISQUOTES = "the model quotes what the text does not say"
    MODEL_DIFFERS = "the model reads another number than the rules"
    MODEL_OBEYS = "the model obeys a sentence of the text that speaks to software"
    # People
    STRANGER = "somebody without a role tries"
    NOT_THEIRS = "somebody whose role does not include it tries"
    ABOVE_LIMIT = "somebody approves more than they may"
    OWN_DRAFT = "somebody approves their own where two are required"
    NO_EVIDENCE = "an approval without the evidence that is required"
    TWICE = "something is approved twice"
    STALE = "somebody decides on an earlier version than there is"
    UNSEEN = "somebody approves what they did not see"
    MOVED = "the books moved between what was shown and its approval"
    SETTLED = "something settled already is decided again"
    UNKNOWN = "a draft or entry that is none is named"
    # What the texts say
    SHORT = "more units leave than there are"
    CLOSED = "an entry in a closed period"
    AHEAD = "an entry dated in days to come"
    REVERSED_ALREADY = "what was taken back already is taken back again"
    # The practice company: `Weather` counts each of its faults by name beside these
    DELETED_THERE = "somebody deletes a document of ours there"
    EDITED_THERE = "somebody edits a document of ours there"
