"""Words of grammar that the way up a tree depends on.

Owns the lists of words by what they do to a clause, in whichever field; words of attitude are in zopa.read.lexicon.
"""

# verbs whose clause is what somebody says or thinks
SPEECH = frozenset(
    "say tell argue state declare claim add note insist stress explain announce report write reiterate repeat maintain "
    "assert contend emphasize emphasise underline underscore affirm reaffirm confirm suggest indicate imply believe "
    "think feel hold warn acknowledge admit concede stipulate observe remark respond reply answer counter comment "
    "signal hint reveal disclose testify tweet post quip recall joke caution complain predict estimate expect hope "
    "understand know conclude decide make_clear agree vow promise pledge claim demand propose deny mention point "
    "describe see view regard consider call deem assure chant shout".split()
)
# those that say it is not so
DENYING = frozenset(["deny"])
# auxiliaries that make a clause a duty, a will or a possibility
MODALS = frozenset("will would wo 'll ’ll can could ca may might must shall should ought".split())
POSSIBLE = frozenset("would could might may should can must".split())  # what is told with these is not told as done
# prepositions that only date, place or frame what happens
ADJUNCT = frozenset(
    "after before during since despite amid following until till by at ahead throughout within upon because due "
    "because_of besides beyond unlike like than as given via near under".split()
)
# verbs whose object does what follows: `urged the council to vote`
OBJECT_CONTROL = frozenset(
    "urge ask tell force press pressure push want need allow let permit persuade convince order invite encourage "
    "enable require expect help compel oblige authorize authorise "
    "instruct direct call challenge bully coerce get make have "
    "beg implore advise lobby entreat appeal cause lead forbid prompt drive leave see like prefer wish".split()
)
# verbs that only carry their noun: `voiced support`
LIGHT = frozenset(
    "have show express voice make repeat reiterate maintain renew signal state issue underscore stress raise give "
    "offer declare announce reaffirm affirm harden register convey present "
    "submit stick receive reach find see face set put "
    "keep confirm open leave emphasize emphasise underline lodge take launch mount bring outline table press".split()
)
# verbs that take back the attitude their noun tells: `dropped its demand`
DROPPING = frozenset(
    "drop abandon soften withdraw relax lift renounce waive shelve overcome remove ease give+up scrap ditch".split()
)
# verbs of containing: what they contain is neither gained nor done by their subject
PASS = frozenset("include contain involve cover feature comprise entail mean bring see".split())
# verbs of giving, as the lexicon has them: what is given is there afterwards
GIVING = frozenset(["give+to", "hand+to"])
# verbs that say that what follows does not happen
FAIL = frozenset("fail stop cease neglect avoid refrain forget".split())
# verbs whose subject is the subject of the verb below: `the duties have to go`
RAISING = frozenset("have need ought seem appear".split())
# verbs whose object is there anyway, while their subject is what somebody proposes
TENDING = frozenset(
    "monitor oversee supervise verify police guard patrol observe watch inspect visit settle resolve decide judge "
    "adjudicate arbitrate mediate administer review audit".split()
)
# verbs that leave what follows as it is
CATENATIVE = frozenset(
    "continue keep try attempt begin start go come manage help proceed move seem appear tend happen get be have serve "
    "act work use focus concentrate succeed opt want_to".split()
)
# attitudes that merely report when a full clause without `should` follows: `agreed that taxes rose`
REPORTING = frozenset(
    "agree suggest expect hope signal hint warn concede deny maintain want wish urge consider fear argue".split()
)
# verbs that say what somebody takes a thing for: `called the offer unfair`
CALLING = frozenset("call describe consider deem see regard view label brand make find declare".split())
# verbs that settle whether something is to be
SETTLING = frozenset("decide determine know say resolve agree conclude choose settle".split())
# who has not done so leaves the matter open: `has not made up its mind on X`
UNSETTLED = frozenset(["make", "decide"])
# adjectives that turn what they are said of
UNLIKELY = frozenset("unlikely improbable doubtful".split())
# words that only talk about a thing
ABOUT = frozenset(
    "rumor rumour speculation news report article study history dispute row debate question uncertainty analysis "
    "doubt book story coverage anniversary expert adviser advisor specialist case event face wake light".split()
)
# what somebody may be without: `had no view on X`, `has no preference`
OPINIONS = frozenset("view opinion preference position stance".split())
# nouns that report speech: `remarks on the pipeline`
REMARKS = frozenset(
    "remark comment statement assertion argument warning speech address letter tweet post message view belief claim "
    "insistence announcement declaration contention opinion".split()
)
# verbs by which somebody is put under pressure: `threatened them with tariffs if they did not`
THREATENING = frozenset("threaten warn menace".split())
# what parties do when they do not get their way
LEAVING = frozenset("leave quit walk boycott strike resign sue retaliate veto respond withdraw appeal".split())
# verbs that make one thing depend on another
TYING = frozenset("tie link condition connect couple".split())
# verbs by which a law or a document bars what follows
BARRING = frozenset("forbid prohibit bar ban preclude outlaw disallow".split())
# verbs between a noun of wanting and what is wanted: `their goal is to ...`
AIMS = frozenset("be remain revolve centre center consist include lie rest stay become".split())
# verbs that say only what their subject is like
COPULAS = frozenset("be remain become seem appear look stay prove sound feel".split())
# adverbs that make an attitude firm
STRENGTHENING = frozenset(
    "flatly never categorically absolutely firmly adamantly unequivocally vehemently steadfastly outright strictly "
    "totally completely unconditionally resolutely squarely repeatedly consistently strongly fiercely emphatically "
    "ever".split()
)
# prepositions that the parser hangs on the verb though they belong to the noun before them
ATTACHED = frozenset("of to in on for over against from".split())
# adverbs that belong to their verb wherever they stand: `get the island back`
PARTICLES = frozenset("back away up over out off down aside".split())
# verbs that judge somebody for what he does: `criticised the mayor for refusing`, `accused them of blocking`
PRAISING = frozenset("praise thank commend applaud laud hail congratulate salute credit".split())
JUDGING = PRAISING | frozenset(
    "criticize criticise blame fault accuse condemn denounce slam blast attack rebuke scold chide berate lambast "
    "lambaste assail chastise reproach upbraid castigate suspect punish mock".split()
)
