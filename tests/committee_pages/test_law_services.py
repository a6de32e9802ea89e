"""Saving, correcting and publishing the text of an act."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from committee_pages.law import services
from committee_pages.law.faults import TextRefused
from committee_pages.law.structure import Kind, Node
from committee_pages.models import ActVersion, Provision, ProvisionLink, ProvisionText
from tests.committee_pages import fictitious

pytestmark = pytest.mark.django_db
_DAY = date(2001, 2, 3)


def _article(number: str, text: str = "Words.") -> Node:
    return Node(Kind.ARTICLE, number, heading=f"Heading {number}", text=text)


def _save(*numbers: str, act: Any = None, day: date = _DAY, language: str = "pt") -> ActVersion:
    trees = {language: tuple(_article(number) for number in numbers)}
    return services.save_version(act=act or fictitious.act(), in_force_from=day, trees=trees)


def test_a_tree_comes_back_as_it_was_saved() -> None:
    trees = {"pt": fictitious.tree(20), "tet": fictitious.tree(20, seed="tet")}
    version = services.save_version(act=fictitious.act(), in_force_from=_DAY, trees=trees)
    for language, tree in trees.items():
        assert services.tree_of(version, language) == tree


def test_ids_are_those_of_akoma_ntoso() -> None:
    version = fictitious.version(20)
    assert version.provisions.filter(eid="chp_2__art_3__para_2__point_b").exists()


def test_a_language_that_lacks_an_article_does_not_move_the_others() -> None:
    trees = {
        "pt": (_article("1"), _article("3")),
        "tet": (_article("1"), _article("2"), _article("3")),
    }
    version = services.save_version(act=fictitious.act(), in_force_from=_DAY, trees=trees)
    assert list(version.provisions.values_list("number", flat=True)) == ["1", "2", "3"]
    missing = services.tree_of(version, "pt")[1]
    assert (missing.heading, missing.text) == ("", "")


def test_a_second_version_of_one_day_is_refused_and_nothing_is_saved() -> None:
    version = _save("1")
    with pytest.raises(TextRefused, match="2001-02-03"):
        _save("1", "2", act=version.act)
    assert Provision.objects.filter(version__act=version.act).count() == 1


def test_a_second_version_of_a_published_day_is_refused() -> None:
    version = services.publish_version(_save("1"))
    with pytest.raises(TextRefused, match="2001-02-03"):
        _save("1", act=version.act)


def test_the_database_itself_refuses_two_of_one_day() -> None:
    version = _save("1")
    with pytest.raises(IntegrityError), transaction.atomic():
        ActVersion.objects.create(act=version.act, in_force_from=_DAY)


def test_an_article_that_stands_twice_is_refused_and_nothing_is_half_saved() -> None:
    with pytest.raises(TextRefused, match="art_2"):
        _save("1", "2", "2")
    assert not ActVersion.objects.filter(act__number="999").exists()


def test_a_text_without_provisions_is_refused() -> None:
    with pytest.raises(TextRefused):
        _save()


@pytest.mark.parametrize("number", ["9" * 21, "9" * 200])
def test_a_number_too_long_to_keep_is_refused(number: str) -> None:
    with pytest.raises(TextRefused, match="too long"):
        _save(number)


def test_a_heading_too_long_to_keep_is_refused() -> None:
    node = Node(Kind.ARTICLE, "1", heading="x" * 301)
    with pytest.raises(TextRefused, match="art_1"):
        services.save_version(act=fictitious.act(), in_force_from=_DAY, trees={"pt": (node,)})


def test_a_language_that_the_portal_does_not_have_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="fr"):
        _save("1", language="fr")


def test_a_published_version_stays_as_it_is_while_its_draft_is_changed() -> None:
    published = services.publish_version(_save("1"))
    before = services.tree_of(published, "pt")
    draft = fictitious.corrected(published, "art_1", "Other words.")
    assert draft.pk != published.pk
    assert services.tree_of(published, "pt") == before
    assert services.tree_of(draft, "pt")[0].text == "Other words."


def test_there_is_one_draft_however_often_one_is_asked_for() -> None:
    published = services.publish_version(_save("1"))
    assert services.draft_of(published) == services.draft_of(published)


def test_publishing_a_correction_puts_it_in_the_place_of_what_was_there() -> None:
    published = services.publish_version(_save("1"))
    draft = fictitious.corrected(published, "art_1", "Other words.")
    services.publish_version(draft)
    left = ActVersion.objects.get(act=published.act)
    assert left.is_published
    assert services.tree_of(left, "pt")[0].text == "Other words."


def test_a_published_version_is_neither_published_again_nor_thrown_away() -> None:
    published = services.publish_version(_save("1"))
    with pytest.raises(ValueError, match="published"):
        services.publish_version(published)
    with pytest.raises(ValueError, match="published"):
        services.discard_draft(published)
    assert ActVersion.objects.filter(pk=published.pk).exists()


def test_a_new_text_in_one_language_keeps_the_other_and_plain_words_and_links() -> None:
    act = fictitious.act()
    version = services.save_version(
        act=act,
        in_force_from=_DAY,
        trees={"pt": (_article("1"), _article("2")), "tet": (_article("1", "Liafuan."),)},
        notes={"en": {"art_1": "In short.", "art_2": "Goes away."}},
    )
    services.save_links(version=version, eid="art_1", goals=[(act, "art_2")])
    published = services.publish_version(version)
    draft = services.replace_texts(version=published, trees={"pt": (_article("1", "New."),)})
    assert services.tree_of(draft, "pt")[0].text == "New."
    assert services.tree_of(draft, "tet")[0].text == "Liafuan."
    notes = ProvisionText.objects.filter(provision__version=draft, language="en")
    assert [note.note for note in notes] == ["In short."]
    assert ProvisionLink.objects.get(provision__version=draft).to_eid == "art_2"


def test_a_refused_text_leaves_the_draft_as_it_was() -> None:
    version = _save("1")
    with pytest.raises(TextRefused):
        services.replace_texts(version=version, trees={"pt": (_article("2"), _article("2"))})
    assert services.tree_of(version, "pt") == (_article("1"),)


def test_an_article_that_is_not_there_cannot_be_changed() -> None:
    published = services.publish_version(_save("1"))
    with pytest.raises(TextRefused, match="art_7"):
        fictitious.corrected(published, "art_7", "")
    assert ActVersion.objects.get(act=published.act) == published


def test_withdrawing_is_refused_while_a_draft_of_the_day_waits() -> None:
    published = services.publish_version(_save("1"))
    services.draft_of(published)
    with pytest.raises(TextRefused):
        services.withdraw_version(published)


def test_the_version_of_a_day_is_the_newest_one_before_it() -> None:
    first = services.publish_version(_save("1"))
    second = services.publish_version(_save("1", act=first.act, day=date(2005, 1, 1)))
    _save("1", act=first.act, day=date(2007, 1, 1))
    published = ActVersion.objects.filter(act=first.act).published()
    assert published.on(date(2001, 2, 2)) is None
    assert published.on(date(2001, 2, 3)) == first
    assert published.on(date(2004, 12, 31)) == first
    assert published.on(date(2030, 1, 1)) == second


def test_saving_a_large_act_asks_the_database_a_few_times(
    django_assert_max_num_queries: Any,
) -> None:
    act = fictitious.act()
    trees = {"pt": fictitious.tree(200), "tet": fictitious.tree(200, seed="tet")}
    # One insert per level and per batch of what the database takes at once.
    with django_assert_max_num_queries(40):
        services.save_version(act=act, in_force_from=_DAY, trees=trees)


def test_of_two_who_publish_at_once_the_second_is_told_and_nothing_is_lost() -> None:
    draft = _save("1")
    stale = ActVersion.objects.get(pk=draft.pk)
    services.publish_version(draft)
    with pytest.raises(TextRefused, match="published this text just now"):
        services.publish_version(stale)
    assert ActVersion.objects.published().get(act=draft.act) == draft


def test_who_corrects_a_draft_that_was_published_meanwhile_makes_a_new_one() -> None:
    draft = _save("1")
    stale = ActVersion.objects.get(pk=draft.pk)
    services.publish_version(draft)
    before = services.tree_of(draft, "pt")
    new = fictitious.corrected(stale, "art_1", "Too late.")
    assert new.pk != draft.pk
    assert services.tree_of(draft, "pt") == before


def test_who_corrects_a_version_that_was_replaced_meanwhile_is_told() -> None:
    published = services.publish_version(_save("1"))
    stale = ActVersion.objects.get(pk=published.pk)
    services.publish_version(services.draft_of(published))
    with pytest.raises(TextRefused, match="replaced this text"):
        fictitious.corrected(stale, "art_1", "Too late.")
