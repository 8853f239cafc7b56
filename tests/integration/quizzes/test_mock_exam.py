"""A mock examination from opening to its result, on a generated bank."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from learning.log.models import Entry
from learning.objectives.models import Scheme, SchemeCode
from quizzes.actions import attempts
from quizzes.actions.exam_scales import calibrate
from quizzes.actions.exams import open_exam
from quizzes.actions.starting import start
from quizzes.attempt_form import AttemptForm
from quizzes.backoffice.quizzes import QuizViewSet
from quizzes.errors import NotCalibrated, QuizNotReady
from quizzes.exam_bank import lacking
from quizzes.exam_result import exam_result_of
from quizzes.exams import read_blueprint, shipped_blueprints
from quizzes.lesson_links import LessonLink
from quizzes.models import Attempt, ExamScale, Item, ItemVersion, Quiz, Response
from tests.factories.people import EmployeeFactory, UserFactory
from tests.factories.quizzes import START, ObjectiveFactory, document

pytestmark = pytest.mark.django_db
IP = shipped_blueprints()["ip-mock-6-5"]


@pytest.fixture
def exam(db):
    return open_exam(blueprint=IP, by=None, at=START)


@pytest.fixture
def bank(exam):
    """Exactly the items that the blueprint draws: an objective for each heading."""
    codes = {each.code: each for each in SchemeCode.objects.filter(scheme=exam.scheme)}
    for field in IP.fields:
        for heading, count in field.headings:
            objective = ObjectiveFactory(code=f"ip-{heading}", tier="itpass")
            objective.scheme_codes.add(codes[heading])
            fill(objective, count)
    return open_exam(blueprint=IP, by=None, at=START)


def fill(objective, count, *, options="abcd", item_type="single_choice"):
    raw = document("どれですか。", options=options)
    for number in range(count):
        item = Item.objects.create(
            code=f"{objective.code}-{options}-{number}",
            type=item_type,
            document=raw,
            objective=objective,
            live=True,
        )
        ItemVersion.objects.create(
            item=item,
            number=1,
            type=item_type,
            document=raw,
            digest=item.code,
            objective_code=objective.code,
            order_length=len(options),
            published_at=START,
        )


@pytest.fixture
def me(client, db):
    employee = EmployeeFactory()
    client.force_login(UserFactory(employee=employee))
    return employee


def begin(exam, employee, seed=1):
    return start(quiz=exam.quiz, employee=employee, by=None, at=START, seed=seed)


def answer(attempt, wrong=()):
    """Answer everything rightly, except the items of these objectives."""
    form = AttemptForm.from_json(attempt.form)
    codes = dict(ItemVersion.objects.values_list("pk", "objective_code"))
    Response.objects.bulk_create(
        Response(
            attempt=attempt,
            position=place,
            value={"chosen": ["b" if codes[item.version_id] in wrong else "a"]},
            sequence=1,
            save_id=f"s-{place}",
            saved_at=START,
        )
        for place, item in enumerate(form.items)
    )
    return attempts.submit(attempt=attempt, by=None, at=START + timedelta(hours=1))


def test_opening_makes_a_quiz_with_a_section_for_each_field(exam):
    quiz = exam.quiz
    assert (quiz.time_limit_minutes, quiz.pass_mark) == (120, Decimal("0.6"))
    sections = quiz.sections.values_list("title", "count", "floor")
    assert list(sections) == [
        ("ストラテジ系", 35, Decimal("0.300")),
        ("マネジメント系", 20, Decimal("0.300")),
        ("テクノロジ系", 45, Decimal("0.300")),
    ]
    assert exam.scheme.code == "IP6.5"
    assert Entry.objects.filter(action="quiz.create").count() == 1


def test_opening_again_changes_nothing_and_logs_nothing(exam):
    before = Entry.objects.count()
    again = open_exam(blueprint=IP, by=None, at=START)
    assert (again.pk, Entry.objects.count()) == (exam.pk, before)
    assert Quiz.objects.count() == 1


def test_an_empty_bank_lacks_every_heading_and_nothing_starts(exam, me):
    assert len(lacking(IP)) == 23
    with pytest.raises(QuizNotReady):
        begin(exam, me)
    assert not Attempt.objects.exists()


def test_only_single_choices_of_four_options_count(bank):
    objective = Item.objects.filter(code__startswith="ip-18-").first().objective
    Item.objects.filter(objective=objective).update(live=False)
    fill(objective, 5, options="abc")
    fill(objective, 5, options="abcde", item_type="multiple_response")
    assert [(each.number, each.name, each.missing) for each in lacking(IP)] == [
        ("18", "ハードウェア", 2)
    ]


def test_an_objective_of_two_headings_counts_for_the_first(bank):
    objective = Item.objects.filter(code__startswith="ip-3-").first().objective
    objective.scheme_codes.add(SchemeCode.objects.get(scheme=bank.scheme, code="23"))
    assert lacking(IP) == []


def test_a_perfect_sitting_is_scored_of_92(bank, me):
    done = answer(begin(bank, me))
    assert (done.raw_score, done.max_score, done.passed) == (92, 92, True)
    form = AttemptForm.from_json(done.form)
    assert (len(form), sum(item.trial for item in form.items)) == (100, 8)


def test_a_field_below_its_floor_fails_a_total_that_is_enough(bank, me):
    wrong = {f"ip-{heading}" for heading in range(8, 13)}
    done = answer(begin(bank, me), wrong)
    # 92 - 18 of 92 is 80 %, and マネジメント has 0 of 18
    assert (done.raw_score, done.passed) == (74, False)


def test_the_clock_runs_on_and_the_answers_wait(bank, me):
    first = begin(bank, me)
    again = start(
        quiz=bank.quiz, employee=me, by=None, at=START + timedelta(minutes=119)
    )
    assert again.pk == first.pk
    assert again.closes_at == START + timedelta(minutes=120)
    later = start(
        quiz=bank.quiz, employee=me, by=None, at=START + timedelta(minutes=121)
    )
    assert later.pk != first.pk
    first.refresh_from_db()
    assert first.state == Attempt.State.FINISHED


def test_weak_headings_come_first_with_the_lessons_that_teach_them(
    bank, me, monkeypatch
):
    link = LessonLink("パスワードと多要素認証", "/itpass/password/")
    monkeypatch.setattr(
        "quizzes.exam_result.links_by_objective",
        lambda codes: dict.fromkeys(codes, (link,)),
    )
    result = exam_result_of(answer(begin(bank, me), {"ip-23"}))
    assert [heading.name for heading in result.weak] == ["セキュリティ"]
    assert result.headings[0].lessons == (link,)
    assert result.headings[0].right == 0
    assert len(result.headings) == 23
    assert sum(heading.scored for heading in result.headings) == 92


def page(client, where):
    response = client.get(where)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_says_what_is_lacking_and_offers_no_start(client, exam, me):
    text = page(client, reverse("quizzes:intro", args=[exam.quiz.code]))
    assert "まだ始められません" in text
    assert "23 セキュリティ" in text
    assert reverse("quizzes:start", args=[exam.quiz.code]) not in text


def test_a_person_takes_it_and_reads_the_result(client, bank, me):
    intro = reverse("quizzes:intro", args=[bank.quiz.code])
    text = page(client, intro)
    assert "100 問" in text
    assert "時間は途中で止められません" in text
    started = client.post(reverse("quizzes:start", args=[bank.quiz.code]))
    attempt = Attempt.objects.get()
    assert started.url == reverse("quizzes:take", args=[attempt.public_id, 1])
    answer(attempt, {"ip-1"})
    text = page(client, reverse("quizzes:result", args=[attempt.public_id]))
    assert "合格の目安に届きました。" in text
    assert "IPA の評価点ではありません" in text
    assert "1 企業活動" in text
    assert "教えるレッスンがまだありません" in text
    assert "テクノロジ系" in text


def test_raw_shares_by_field_and_in_total(bank, me):
    result = exam_result_of(answer(begin(bank, me), {f"ip-{n}" for n in range(8, 13)}))
    # 74 of 92 is 80.4 %
    assert result.total_share == Decimal("0.80")
    assert result.field_shares == [
        ("ストラテジ系", Decimal(1)),
        ("マネジメント系", Decimal(0)),
        ("テクノロジ系", Decimal(1)),
    ]


def test_its_form_in_the_back_office_changes_nothing(exam):
    data = {"title": "別の名前", "wording": "exam", "pass_mark": "0.1"}
    form = QuizViewSet().get_form_class()(
        data, instance=exam.quiz, for_user=UserFactory()
    )
    assert not form.is_valid()
    assert "出題構成のファイルで決まります" in str(form.non_field_errors())


def test_another_quiz_is_no_examination(client, me):
    quiz = Quiz.objects.create(code="plain", title="ふつう", pass_mark=Decimal("0.6"))
    attempt = Attempt(quiz=quiz)
    assert exam_result_of(attempt) is None


def test_the_command_tells_what_is_lacking(capsys):
    call_command("open_mock_exam", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["quiz"], told["items"], told["scored"]) == ("ip-mock-6-5", 100, 92)
    assert sum(each["missing"] for each in told["lacking"]) == 100
    call_command("open_mock_exam", "ip-mock-6-5")
    assert "合わせて、あと100問です。" in capsys.readouterr().out


def test_the_command_refuses_an_unknown_blueprint():
    with pytest.raises(CommandError, match="出題構成「nothing」はありません"):
        call_command("open_mock_exam", "nothing")


def test_too_few_people_give_no_scale(bank, me):
    answer(begin(bank, me))
    with pytest.raises(NotCalibrated, match="いまは 1 人"):
        calibrate(exam=bank, by=None, at=START)
    assert not ExamScale.objects.exists()
    with pytest.raises(CommandError, match="尺度は作っていません"):
        call_command("calibrate_mock_exam", bank.quiz.code)
    with pytest.raises(CommandError, match="模擬試験「nothing」はありません"):
        call_command("calibrate_mock_exam", "nothing")


def test_a_hundred_people_give_a_scale_that_is_called_choudo_s_own(client, bank, me):
    mine = answer(begin(bank, me))
    others = [EmployeeFactory() for _number in range(110)]
    # person n is right at every position p with (7n + 3p) mod 110 >= 40: all facilities
    # lie near 64 %, so nothing is answered by all alike
    Attempt.objects.bulk_create(
        Attempt(
            employee=employee,
            quiz=bank.quiz,
            number=1,
            seed=1,
            form=mine.form,
            state=Attempt.State.FINISHED,
            started_at=START,
            submitted_at=START,
            pass_mark=mine.pass_mark,
            passed=True,
            points=[str(int((7 * n + 3 * p) % 110 >= 40)) for p in range(100)],
        )
        for n, employee in enumerate(others)
    )
    call_command("calibrate_mock_exam", bank.quiz.code)
    scale = ExamScale.objects.get()
    assert (scale.person_count, len(scale.intercepts)) == (111, 100)
    assert Entry.objects.filter(action="quiz.calibrate").count() == 1
    place = exam_result_of(mine).place
    assert place.value > 60
    text = page(client, reverse("quizzes:result", args=[mine.public_id]))
    assert "111 人の結果から作った Choudo 独自の尺度" in text


NEXT = """
code = "ip-mock-next"
title = "次のシラバスの模擬試験"
scheme = "IP-NEXT"
minutes = 60
pause = false
pass_mark = 0.5
item_types = ["single_choice"]
options = 4
[[fields]]
code = "business"
title = "ビジネス変革"
count = 2
scored = 1
floor = 0
headings = { 1 = 2 }
[[fields]]
code = "security"
title = "セキュリティ"
count = 1
scored = 1
floor = 0.3
headings = { 23 = 1 }
"""


def test_another_syllabus_is_another_file_and_scheme(exam, me, monkeypatch):
    blueprint = read_blueprint(NEXT)
    monkeypatch.setattr(
        "quizzes.exam_bank.shipped_blueprints", lambda: {"ip-mock-next": blueprint}
    )
    with pytest.raises(Scheme.DoesNotExist):
        open_exam(blueprint=blueprint, by=None, at=START)
    scheme = Scheme.objects.create(code="IP-NEXT", name="次のシラバス")
    for heading, count in (("1", 2), ("23", 1)):
        objective = ObjectiveFactory(code=f"next-{heading}")
        objective.scheme_codes.add(
            SchemeCode.objects.create(scheme=scheme, code=heading, name=heading)
        )
        fill(objective, count)
    mine = begin(open_exam(blueprint=blueprint, by=None, at=START), me)
    assert mine.closes_at == START + timedelta(minutes=60)
    done = answer(mine)
    assert (len(done.points), done.max_score, done.passed) == (3, 2, True)
    # what the objectives carry of the older scheme is untouched
    assert len(lacking(IP)) == 23
