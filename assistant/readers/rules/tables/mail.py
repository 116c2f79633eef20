"""How mails, notes and lists are laid out: headers, greetings, signatures, list markers; and how software is addressed."""

from assistant.readers.rules.scan import lines

HEADERS = lines("""
    from
    to
    cc
    bcc
    sent
    date
    reply-to
    received
    importance
    attachments?
""")
SUBJECTS = lines("""
    subject
    subj
    re
    fwd?
    fw
""")
GREETINGS = lines("""
    (?:hi|hey|hello|hiya|dear|morning|good morning|good afternoon|afternoon|g'day)(?: (?:all|team|there|both|everyone|guys))?(?: [a-z]+)?(?: [a-z]+)?
    good (?:morning|afternoon|evening)
    to whom it may concern
""")
CLOSINGS = lines("""
    thanks?(?: again| so much| very much| in advance| you)?
    thank you(?: so much| very much)?
    thx
    ta
    cheers
    regards
    kind regards
    best regards
    best wishes
    warm regards
    many thanks
    best
    sincerely
    yours(?: truly| sincerely| faithfully)?
    sent from my [a-z]+ ?[a-z]*
    xx?
""")
# Someone other than a person is spoken to, or told to do what no note of a loss asks for.
ADDRESSEES = lines("""
    (?:to |attention:? |attn:? |note (?:to|for) |notice to |message (?:to|for) |dear )(?:the |any |all |our )?(?:ai|a\\.i\\.|artificial intelligence|llm|language model|chat ?bot|bot|bots|robot|assistants?|automated|software|automation|bookkeeping (?:assistant|software|system|bot)|accounting (?:software|system|assistant|bot)|system)
    (?:any|all) (?:ai|a\\.i\\.|llm|bot|assistant|automated|automation|system|software|language model)(?: [a-z]+){0,4} (?:reading|processing|handling|parsing|receiving)
    ai (?:agents?|bookkeepers?|assistants?|systems?|readers?|models?)
    (?:if you are|whoever|whatever) (?:an? )?(?:ai|bot|llm|language model|assistant|system|software|reads? this|processes this|is reading this|model reads)
    (?:you are|you're) (?:now )?(?:in [a-z]+ mode|an? (?:ai|assistant|bot|language model|different))
    you are now
    system (?:note|notice|message|prompt|override|instruction|alert|command)s?
    (?:assistant|ai|bot|system|software) (?:maintenance |override |admin |security )?(?:notice|note|message|instruction|directive|override)s?
    \\#+ ?system
    (?:\\[|<|\\{)\\W*(?:system|assistant|admin|developer|prompt|instruction)s?\\W*(?::|\\]|>)
    automated message
    system prompt
    begin (?:system|admin|instructions?)
    end of (?:system|instructions?)
    (?:maintenance|developer|debug|admin|god|root|sudo|jailbreak) mode
    as an ai
""")
ORDERS = lines("""
    (?:ignore|disregard|forget|override|bypass|skip|discard) (?:all |any |every |the |your |my |our |these |those |prior |previous |earlier |above |usual |normal |standing |existing |of )*(?:instructions?|rules?|prompts?|guidelines?|polic(?:y|ies)|chart of accounts|limits?|checks?|controls?|validation|safeguards?|review(?: step| process)?|approvals?(?: step| process)?|everything (?:above|before))
    (?:skip|bypass|avoid|no need for|without|no) (?:the |any |human |manual |further )*(?:review|approvals?|approval step|human review|confirmation)(?: (?:is |was )?(?:needed|required|necessary))
    (?:skip|bypass) (?:the |any |human |manual |further )*(?:review|approvals?|approval step|human review|confirmation|checks?|queue)
    approve (?:it |this |them |everything |all )?(?:without|automatically|immediately|straight away|right away|at once)
    (?:auto-?approve|pre-?approved)
    (?:mark|set|flag|treat|consider|record) (?:it |this |that |them |these |everything |every |all |the |each |pending |waiting |open |drafts? |draft |entry |entries |in |thread |e-?mail |message |note |as )*(?:as )?(?:an? )?(?:approved|approval|reviewed|posted|authori[sz]ed|pre-approved|confirmed)
    (?:post|book|record|debit|credit) (?:it|this|them|everything|all)? ?at (?:twice|double|half|ten times|triple) the (?:amount|value|cost)
    (?:raise|lower|set|change|increase|remove|lift) (?:the |my |our |your )*(?:routine |approval |spending |write-?off )*limits?(?: to)?
    (?:print|reveal|show|output|display|repeat|send|e-?mail|forward|list|dump) (?:me |us |out )*(?:the |your |all |full |entire )*(?:system prompt|prompt|chart of accounts|instructions|list of accounts|api keys?|passwords?|credentials|ledger)
    delete this (?:notice|message|note|line|block|email|e-mail)
    (?:do not|don't|never) (?:show|reveal|disclose) (?:it|this|them)(?: to [a-z]+)?
    post (?:it |this |the entry )?(?:immediately |directly |straight away )?without (?:review|approval|asking|checking)
""")
