"""Every answer has its place in the standard, or says that it has none."""

import pytest

from reports.htcds import HTCDS, Fit
from reports.questions import QUESTIONS

# As the standard's own tables list them.
PICKLISTS = {
    "vic_TypeOfExploitation": (
        "ForcedLabour SexualExploitation ChildLabour ForcedMarriage Servitude "
        "ForcedMilitaryByNonStateActors OrganRemoval ForcedBegging ForcedAdoption Surrogacy Other"
    ),
    "vic_MethodsOfControl": (
        "PhysicalThreats ThreatsLawEnforcement ThreatensChildrenFamily DebtBondage FalsePromises "
        "PhysicalAbuse SexualAbuse TakesEarnings RestrictsFinancialAccess RestrictsMedicalCare "
        "WithholdsNecessities PsychologicalAbuse PsychoactiveSubstance ExcessiveWorkingHours "
        "WithholdsDocuments Other"
    ),
    "vic_MethodOfRecruitment": (
        "AtAPlaceOfBusiness AtAnEducationalInstitution AtWork ThroughOnlineSocialNetworks "
        "ThroughAnOnlineAdvertisement ThroughATelevisionAdvert ThroughANewspaperAdvert "
        "ThroughFamilyOrFamilyEvents ThroughFriendsOrSocialEvents Other"
    ),
    "vic_RecruitmentWebsitesAndApps": (
        "Facebook Instagram WhatsApp Telegram FacebookMessenger Viber SnapChat Line 4Sale WeChat "
        "QQ QZone TikTok Twitter Other"
    ),
    "vic_ForcedLabourIndustry": "A_AgricultureForestryAndFishing",
}
# Fields that hold words, a number or a date.
FREE_FIELDS = {
    "hte_Description",
    "hte_State",
    "hte_Country",
    "hte_Date",
    "per_RoleDetails",
    "vic_AgeWhenTrafficked",
    "vic_LocationOfExploitation",
}


def _codes() -> set[tuple[str, str]]:
    return {
        (question.code, option)
        for question in QUESTIONS.values()
        for option in ([code for code, _label in question.options] or [""])
    }


def test_the_table_names_every_answer_that_can_be_given_and_no_other() -> None:
    assert set(HTCDS) == _codes()


@pytest.mark.parametrize("answer", sorted(HTCDS), ids="/".join)
def test_each_field_and_value_is_one_of_the_standard(answer: tuple[str, str]) -> None:
    for target in HTCDS[answer]:
        if not target.field:
            assert not target.value
            assert target.fit is Fit.NONE
        elif target.value:
            assert target.value in PICKLISTS[target.field].split()
        else:
            assert target.field in FREE_FIELDS


@pytest.mark.parametrize("question", ["relation", "exclude"])
def test_what_would_tell_on_the_sender_is_never_exported(question: str) -> None:
    targets = [HTCDS[answer] for answer in HTCDS if answer[0] == question]
    assert len(targets) >= 7
    assert not any(targets)


def test_not_to_answer_says_nothing_in_an_export() -> None:
    for (_question, option), targets in HTCDS.items():
        if option in {"unknown", "unsaid"}:
            assert all(not target.field for target in targets)


def test_what_the_standard_has_no_value_for_goes_out_as_other() -> None:
    (scams,) = HTCDS["exploitation", "crime"]
    assert (scams.value, scams.fit) == ("Other", Fit.NONE)
    for sign in ("locked_in", "watched"):
        (movement,) = HTCDS["signs", sign]
        assert (movement.value, movement.fit) == ("Other", Fit.BROADER)
