"""The command that prices a scenario. pricing.md, section 5."""

import io
import json
import subprocess
import sys

import pytest

from saleor_customer_groups import simulate

from ..shop import CREATED, NOW, line, percent_off

SCENARIO = {
    "about": "Ten percent off.",
    "given": {
        "currency": "USD",
        "channel": "web",
        "now": NOW,
        "groups": [{"code": "vip", "created_at": CREATED}],
        "customer": {"groups": ["vip"]},
        "price_rules": [percent_off("ten", "10")],
        "cart": {"lines": [line()]},
    },
    "expect": {"lines": [{"unit_price": "90.00"}], "total": "90.00"},
}


@pytest.fixture
def run(tmp_path, capsys):
    """Run the command on some content and return its status and what it printed."""

    def run(content, *options):
        path = tmp_path / "scenario.json"
        if not isinstance(content, bytes):
            content = json.dumps(content).encode()
        path.write_bytes(content)
        status = simulate.main([str(path), *options])
        shown = capsys.readouterr()
        return status, shown.out, shown.err.splitlines()

    return run


def expecting(**expected):
    return {**SCENARIO, "expect": expected}


def test_a_result_is_printed_as_json(run):
    status, out, err = run(SCENARIO)

    assert (status, err) == (0, [])
    assert json.loads(out) == {
        "lines": [
            {
                "unit_price": "90.00",
                "discount": "0.00",
                "total": "90.00",
                "applied": ["ten"],
                "promotion_kept": False,
            }
        ],
        "gifts": [],
        "shipping_price": "0.00",
        "subtotal": "90.00",
        "total": "90.00",
        "promotions": [],
        "verdicts": [
            {
                "kind": "price_rule",
                "code": "ten",
                "reason": "applied",
                "message": "10 % off for vip",
            }
        ],
    }


def test_a_list_of_scenarios_gives_a_list_of_results(run):
    guest = {"given": {**SCENARIO["given"], "customer": None}}

    status, out, _ = run([SCENARIO, guest])

    assert status == 0
    assert [result["total"] for result in json.loads(out)] == ["90.00", "100.00"]
    assert json.loads(run([])[1]) == []


def test_standard_input_is_read(monkeypatch, capsys):
    content = io.TextIOWrapper(io.BytesIO(json.dumps(SCENARIO).encode()))
    monkeypatch.setattr(sys, "stdin", content)

    assert simulate.main(["-"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == "90.00"


def test_a_byte_order_mark_is_no_mistake(run):
    assert run(b"\xef\xbb\xbf" + json.dumps(SCENARIO).encode())[0] == 0


class TestCheck:
    """Comparing with what a scenario expects."""

    @pytest.mark.parametrize(
        "expected",
        [
            {},
            None,
            {"total": "90.00"},
            {"lines": [{}]},
            {"lines": [{"applied": ["ten"]}], "gifts": [], "promotions": []},
            {"verdicts": [{"code": "ten", "reason": "applied"}]},
            {"verdicts": []},
        ],
    )
    def test_what_is_named_and_found_is_right(self, run, expected):
        status, out, err = run({**SCENARIO, "expect": expected}, "--check")

        assert (status, err) == (0, [])
        assert json.loads(out)["total"] == "90.00"

    @pytest.mark.parametrize(
        ("expected", "difference"),
        [
            ({"total": "90"}, 'expect.total: expected "90", found "90.00"'),
            (
                {"lines": [{"unit_price": "80.00"}]},
                'expect.lines[0].unit_price: expected "80.00", found "90.00"',
            ),
            ({"lines": []}, "expect.lines: expected 0 items, found 1"),
            (
                {"gifts": [{"variant": "G"}]},
                "expect.gifts: expected 1 items, found 0",
            ),
            (
                {"promotions": ["p"]},
                "expect.promotions: expected 1 items, found 0",
            ),
            (
                {"lines": [{"promotion_kept": 0}]},
                "expect.lines[0].promotion_kept: expected 0, found false",
            ),
            (
                {"verdicts": [{"code": "ten", "reason": "lost"}]},
                'expect.verdicts[0].reason: expected "lost", found "applied"',
            ),
            (
                {"verdicts": [{"code": "other"}]},
                'expect.verdicts[0].code: expected "other", found no such verdict',
            ),
        ],
    )
    def test_what_differs_is_told(self, run, expected, difference):
        status, out, err = run(expecting(**expected), "--check")

        assert (status, err) == (1, [difference])
        assert json.loads(out)["total"] == "90.00"

    def test_nothing_is_compared_without_the_option(self, run):
        assert run(expecting(total="1.00"))[0] == 0

    def test_a_difference_in_a_list_is_told_with_its_place(self, run):
        status, _, err = run([SCENARIO, expecting(total="1.00")], "--check")

        assert status == 1
        assert err == ['[1].expect.total: expected "1.00", found "90.00"']


def test_what_is_left_out_has_its_default(run):
    status, out, _ = run({"given": {}})

    assert status == 0
    assert json.loads(out)["total"] == "0.00"
    status, out, _ = run(
        {
            "given": {
                "groups": [{"code": "vip", "created_at": CREATED, "is_default": True}],
                "customer": {},
                "price_lists": [{"code": "l"}],
                "price_rules": [
                    {
                        "code": "r",
                        "groups": ["vip"],
                        "adjustment": {"kind": "percent_off", "percent": "10"},
                    }
                ],
                "cart": {"lines": [{"unit_price": "10.00"}, {}]},
            }
        }
    )
    assert status == 0
    assert json.loads(out)["total"] == "9.00"


NOT_READABLE = [
    (b"", "is not JSON: line 1, column 1: Expecting value"),
    (b"{", "is not JSON: line 1, column 2: Expecting property name enclosed"),
    (b"\xff\xfe", "is not in UTF-8: byte 0 cannot be read"),
    (b"[" * 100_000, "is nested too deeply"),
    (b'{"about": ' + b"[" * 60 + b"]" * 60 + b"}", "about[0][0]: is nested too deeply"),
    (b'{"about": ' + b"9" * 5000 + b"}", "has a number with too many digits"),
    (b'{"given": {}, "given": {}}', "given: is here more than once"),
    (
        b'{"given": {"cart": {"stock": {"G": 1, "G": 2}}}}',
        "given.cart.stock.G: is here more than once",
    ),
    (
        b'{"given": {"cart": {"shipping_price": NaN}}}',
        "given.cart.shipping_price: is not a number",
    ),
    (b'{"given": {"channel": "\\ud800"}}', 'given.channel: "\\ud800" is no text'),
    (b'{"\\ud800": 1, "given": {}}', '(top): has the key "\\ud800"'),
    (b"null", "(top): must be an object"),
    (b"[[]]", "[0]: must be an object"),
    (b'"given"', "(top): must be an object"),
    (b"{}", "given: is missing"),
    (b'{"given": null}', "given: must be an object"),
    (b'{"given": {}, "about": 1}', "about: must be a text"),
    (b'{"given": {}, "expects": {}}', "expects: is not a known key"),
    (b'{"given": {}, "expect": []}', "expect: must be an object"),
    (b'{"given": {}, "expect": {"sum": "1"}}', "expect.sum: is not a known key"),
    (b'{"given": {}, "expect": {"lines": {}}}', "expect.lines: must be a list"),
    (
        b'{"given": {}, "expect": {"lines": [{"price": "1"}]}}',
        "expect.lines[0].price: is not a known key",
    ),
    (
        b'[{"given": {"no": 1, "\\n": 2}}]',
        '[0].given.no: is not a known key|[0].given["\\n"]: is not a known key',
    ),
]


@pytest.mark.parametrize(("content", "beginnings"), NOT_READABLE)
def test_what_cannot_be_read_is_told(run, content, beginnings):
    status, out, err = run(content)

    assert (status, out) == (2, "")
    wanted = beginnings.split("|")
    assert len(err) == len(wanted)
    for shown, beginning in zip(err, wanted, strict=True):
        assert shown.removeprefix("(top): ").startswith(
            beginning.removeprefix("(top): ")
        )


@pytest.mark.parametrize("name", ["missing.json", ".", "nul\0byte"])
def test_a_file_that_cannot_be_opened_is_told(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert simulate.main([name]) == 2
    assert capsys.readouterr().err.startswith("(top): cannot be read: ")


def test_it_runs_without_django_and_saleor(tmp_path):
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps(SCENARIO))
    code = (
        "import sys\n"
        "sys.modules['django'] = sys.modules['saleor'] = None\n"
        "from saleor_customer_groups import simulate\n"
        "sys.exit(simulate.main(sys.argv[1:]))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(path), "--check"],
        capture_output=True,
        check=False,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_it_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "saleor_customer_groups.simulate", "-"],
        input=json.dumps(SCENARIO),
        capture_output=True,
        check=False,
        text=True,
    )

    assert done.returncode == 0
    assert json.loads(done.stdout)["total"] == "90.00"


def test_bad_arguments_are_bad_input():
    with pytest.raises(SystemExit) as exited:
        simulate.main([])

    assert exited.value.code == 2
