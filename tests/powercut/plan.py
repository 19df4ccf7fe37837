"""What is done on a vault before the power goes, and what must be true after each step."""

from __future__ import annotations

from dataclasses import dataclass, field

from appliance.review.checklists.records import Checklist, Item

# Folders of one disk: the vault, and what the computer remembers of it.
VAULT, STATE = "vault", "state"
PASSPHRASE = "correct horse battery staple"
PAGES = 3
CHECKLIST = Checklist(
    "clauses",
    "1.0",
    "Clauses",
    (
        Item("due", "presence", "Due", "Is a day named?", "high", patterns=("is due on day 7",)),
        Item("iban", "identifier", "Account", "Is there an account?", "low", identifier="iban"),
        Item("paid", "statement", "Paid", "The clause is due on day 9.", "medium"),
    ),
)


def text_of(name: str) -> str:
    """The content of one document: some pages, each with words of its own."""
    pages = (
        "\n".join(f"{name}: clause {page}.{line} is due on day {line}." for line in range(60))
        for page in range(1, PAGES + 1)
    )
    return "\f".join(pages)


@dataclass(frozen=True)
class State:
    """What a vault must hold: documents and reviews by case, the passphrase that opens it."""

    cases: dict[str, frozenset[str]]
    passphrase: str
    reviews: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One thing that a person does."""

    what: str
    case: str = ""
    document: str = ""

    def after(self, state: State) -> State:
        """The state that must hold once the step has returned."""
        cases, reviews = dict(state.cases), dict(state.reviews)
        match self.what:
            case "new case":
                cases[self.case] = frozenset()
            case "add":
                cases[self.case] |= {self.document}
            case "forget":
                cases[self.case] -= {self.document}
            case "review":
                reviews[self.case] = reviews.get(self.case, 0) + 1
            case "remove case":
                del cases[self.case]
                reviews.pop(self.case, None)
            case "passphrase":
                return State(cases, self.document, reviews)
            case _:  # looks only
                pass
        return State(cases, state.passphrase, reviews)


def plan() -> list[Step]:
    """What is done, in order: everything that writes in another way."""
    steps: list[Step] = []
    for number in range(3):
        case = f"Case {number}"
        steps += [Step("new case", case)]
        steps += [Step("add", case, f"letter {number}-{n}.txt") for n in range(2)]
        steps += [Step("search", case), Step("passphrase", document=f"passphrase {number}")]
        steps += [Step("review", case)]
        if number:
            steps += [Step("reopen"), Step("forget", case, f"letter {number}-0.txt")]
    return [*steps, Step("remove case", "Case 0"), Step("new case", "Last"), Step("reopen")]


def states() -> list[State]:
    """The state after 0, 1, 2 … steps."""
    found = [State({}, PASSPHRASE)]
    for step in plan():
        found.append(step.after(found[-1]))
    return found
