"""The four situations that somebody may ask about."""

from django.utils.translation import gettext_lazy as _

from committee_pages.check.children import CHILD
from committee_pages.check.signs import Sign, Situation

_PAPERS = _("Who holds your papers can keep you from leaving.")
_DEBT = _("A debt that never ends can tie a person to the work.")
_ALONE = _("Who is alone cannot ask for help. That can be wanted.")
_LIE = _("Who lies for others at a border is easy to threaten later.")

OFFER = Situation(
    "offer",
    _("A job offer in another country"),
    _("For you, or for somebody you know."),
    _("What is true of this offer?"),
    (
        Sign(
            "work_unclear",
            _("They do not say clearly what the work is. Or what they say changes."),
            _("People are often lied to about the work itself."),
            strong=True,
        ),
        Sign(
            "employer_unknown",
            _("They do not say who the employer is, or where the work is."),
            _("A true employer has a name and an address."),
            strong=True,
        ),
        Sign("papers", _("They want to keep the passport or other papers."), _PAPERS, strong=True),
        Sign(
            "debt",
            _("They pay for the journey. It must be paid back by working."),
            _DEBT,
            strong=True,
        ),
        Sign(
            "no_contract",
            _("There is no written contract, or nobody may read it first."),
            _("Without a contract, pay and hours can change later."),
        ),
        Sign(
            "great_pay",
            _("The pay is much higher than others get for such work."),
            _("A promise that is too good can be bait."),
        ),
        Sign(
            "fee",
            _("Somebody must pay them before the work begins."),
            _("Fees can be a cheat, or the beginning of a debt."),
        ),
        Sign(
            "hurry",
            _("It must be decided at once, or kept secret from the family."),
            _("Hurry and secrets keep people from asking others."),
        ),
        Sign(
            "wrong_visa",
            _("They say: travel as a tourist, or tell a lie at the border."),
            _LIE,
        ),
        Sign(
            "typing",
            _("It is well-paid work with computers or telephones, and they ask for no skills."),
            _("Some people were made to cheat others online, locked in a house."),
        ),
    ),
    (
        _("Do not give away your passport. Keep a picture of it with somebody you trust."),
        _("Ask for the contract on paper. Show it to somebody you trust."),
        _("Ask who the employer is. Look for the employer yourself."),
        _("Tell your family where you go, with whom, and how to reach you."),
        _("You may say no. You may also change your mind on the way."),
    ),
)

WORK = Situation(
    "work",
    _("Work in this country"),
    _("In a house, a bar, a shop, on a farm, a boat or a building site."),
    _("What is true of this work?"),
    (
        Sign(
            "not_free",
            _("The person may not leave, or is always watched."),
            _("Work that nobody can leave is not free work."),
            strong=True,
        ),
        Sign("papers", _("Somebody else keeps the passport or papers."), _PAPERS, strong=True),
        Sign("debt", _("The person must work to pay back a debt."), _DEBT, strong=True),
        Sign(
            "hurt",
            _("Somebody hits the person or hurts them in another way."),
            _("Nobody may hurt a worker. Violence is used to force people."),
            strong=True,
        ),
        Sign(
            "other_work",
            _("The work is not what was promised."),
            _("People are often lied to about the work itself."),
            strong=True,
        ),
        Sign(
            "hours",
            _("They work nearly all day, or never have a free day."),
            _("Far too many hours are a strong sign of exploitation."),
            strong=True,
        ),
        Sign(
            "phone",
            _("Their phone was taken, or they may not talk to others."),
            _ALONE,
            strong=True,
        ),
        Sign(
            "sex",
            _("Somebody makes the person sell sex, or be filmed."),
            _("Nobody may be made to do this. It is a crime against that person."),
            strong=True,
        ),
        Sign(
            "pay",
            _("They get little or no pay, or somebody keeps it for them."),
            _("Pay that is held back can keep a person from leaving."),
        ),
        Sign(
            "threats",
            _("Somebody threatens them, their family, or to call the police."),
            _("Threats are a way to force people without hitting them."),
        ),
        Sign(
            "living",
            _("They have no good place to sleep, too little food, or no doctor."),
            _("Who needs the employer for food and a bed cannot leave easily."),
        ),
        Sign(
            "crime",
            _("They are made to cheat people online, or to commit other crimes."),
            _("People who are forced to commit crimes may be victims themselves."),
        ),
    ),
    (
        _("Do not argue with the employer for somebody else. It can make things worse."),
        _("If you can do it safely, remember days, places and names."),
        _("If it is you: think first about where you would be safe."),
        _("Talk with somebody you trust, or with a service."),
    ),
)

ONLINE = Situation(
    "online",
    _("Someone I met online"),
    _("On Facebook, WhatsApp, TikTok, a game or another app."),
    _("What is true of this person?"),
    (
        Sign(
            "pictures",
            _("They ask for naked pictures, or threaten to show some."),
            _("Pictures are used to force people. It is not your fault."),
            strong=True,
        ),
        Sign(
            "threats",
            _("They threaten you or your family when you say no."),
            _("Who threatens you does not want your good."),
            strong=True,
        ),
        Sign(
            "ticket",
            _("They want you to travel to them, and they pay for it."),
            _DEBT,
            strong=True,
        ),
        Sign(
            "fast",
            _("After a short time they speak of love, marriage or a great job."),
            _("Trust that is made fast can be used fast."),
        ),
        Sign(
            "never_seen",
            _("You have never seen them, or they do not want to be seen."),
            _("A face and a name on the internet can belong to somebody else."),
        ),
        Sign("secret", _("You are to tell nobody about them."), _ALONE),
        Sign(
            "papers",
            _("They ask for a picture of your passport, or for money."),
            _("Papers and money give them power over you."),
        ),
        Sign(
            "job",
            _("They offer work in another country, with high pay and no skills needed."),
            _("Some people were made to cheat others online, locked in a house."),
        ),
    ),
    (
        _("Send no pictures, no papers and no money."),
        _("Do not go to meet them alone. Do not travel to them."),
        _("Keep the messages if it is safe. They can help you later."),
        _("Tell somebody you trust. You did nothing wrong."),
    ),
)

SITUATIONS = {each.code: each for each in (OFFER, WORK, CHILD, ONLINE)}
