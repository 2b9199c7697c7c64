"""A second reading of pricing.md, section 3: every unit of the cart is an object."""

from fractions import Fraction

from ..generated_rules import DECIMALS
from .facts import in_scope, rounded
from .prices import Reference


class Unit:
    def __init__(self, place, price):
        self.place = place
        self.price = price
        self.free = True


class Cart:
    """The state that one promotion after the other takes from."""

    def __init__(self, reference):
        self.reference = reference
        self.currency = reference.currency
        self.lines = reference.lines
        self.prices = [reference.price_line(line)[0] for line in self.lines]
        self.left = [
            Fraction(0) if line["locked"] else price * line["quantity"]
            for line, price in zip(self.lines, self.prices, strict=True)
        ]
        self.units = [
            Unit(place, self.prices[place])
            for place, line in enumerate(self.lines)
            if not line["locked"]
            for _ in range(line["quantity"])
        ]
        cart = reference.given["cart"]
        self.shipping = rounded(Fraction(cart["shipping_price"]), self.currency)
        self.stock = dict(cart["stock"])
        self.undeliverable = cart["undeliverable"]
        self.refused_gifts = cart["refused_gifts"]
        self.discounts = [Fraction(0)] * len(self.lines)
        self.applied = [[] for _ in self.lines]
        self.gifts = []
        self.given = []

    def places(self, scope):
        return [p for p, line in enumerate(self.lines) if in_scope(scope, line)]

    def open_places(self, scope):
        return [p for p in self.places(scope) if not self.lines[p]["locked"]]

    def public_total(self, place):
        line = self.lines[place]
        return self.reference.public_price(line) * line["quantity"]

    def has_group_price(self, places):
        return any(
            not self.lines[place]["locked"]
            and self.prices[place] < self.reference.public_price(self.lines[place])
            for place in places
        )


def share(amount, weights, currency):
    """Largest remainder, with fractions."""
    scale = 10 ** DECIMALS[currency]
    whole = sum(weights)
    if not whole:
        return [Fraction(0)] * len(weights)
    exact = [amount * weight / whole * scale for weight in weights]
    shares = [part.__floor__() for part in exact]
    order = sorted(
        range(len(weights)), key=lambda place: (shares[place] - exact[place], place)
    )
    for place in order[: int(amount * scale) - sum(shares)]:
        shares[place] += 1
    return [Fraction(part, scale) for part in shares]


def concerned(benefit, cart):
    kind = benefit["kind"]
    if kind == "bundle":
        scopes = [part["scope"] for part in benefit["components"]]
    elif kind == "buy_x_get_y":
        scopes = [benefit["buy"]["scope"], benefit["get"]["scope"]]
    elif kind == "gift" and benefit["per"]:
        scopes = [benefit["per"]["scope"]]
    elif kind in ("gift", "free_shipping"):
        return set(range(len(cart.lines)))
    else:
        scopes = [benefit["scope"]]
    return {place for scope in scopes for place in cart.places(scope)}


def percent_off(benefit, cart, best):
    percent = Fraction(benefit["percent"]) / 100
    found = {}
    for place in cart.open_places(benefit["scope"]):
        if best:
            total = cart.public_total(place)
            saved = max(Fraction(0), total - cart.left[place])
            discount = max(Fraction(0), rounded(total * percent, cart.currency) - saved)
        else:
            discount = rounded(cart.left[place] * percent, cart.currency)
        found[place] = discount
    return found


def amount_off(benefit, cart):
    places = cart.open_places(benefit["scope"])
    left = [cart.left[place] for place in places]
    amount = min(Fraction(benefit["amount"]), sum(left))
    return dict(zip(places, share(amount, left, cart.currency), strict=True))


def bundle(benefit, cart):
    found = {}
    left = list(cart.left)
    made = 0
    while benefit["max_sets"] is None or made < benefit["max_sets"]:
        taken = []
        for part in benefit["components"]:
            places = cart.open_places(part["scope"])
            free = [
                unit
                for unit in cart.units
                if unit.free and unit.place in places and unit not in taken
            ]
            free.sort(key=lambda unit: (-unit.price, unit.place))
            if len(free) < part["quantity"]:
                return found
            taken += free[: part["quantity"]]
        price = sum(unit.price for unit in taken)
        if "percent_off" in benefit:
            saving = rounded(
                price * Fraction(benefit["percent_off"]) / 100, cart.currency
            )
        elif "price" in benefit:
            saving = price - Fraction(benefit["price"])
        else:
            saving = Fraction(benefit["amount_off"])
        saving = min(max(saving, Fraction(0)), price)
        if saving == 0:
            return found
        places = sorted({unit.place for unit in taken})
        weights = [
            sum(unit.price for unit in taken if unit.place == place) for place in places
        ]
        for place, part in zip(
            places, share(saving, weights, cart.currency), strict=True
        ):
            discount = min(part, left[place])
            left[place] -= discount
            found[place] = found.get(place, Fraction(0)) + discount
        for unit in taken:
            unit.free = False
        made += 1
    return found


def buy_x_get_y(benefit, cart):
    found = {}
    buy = cart.open_places(benefit["buy"]["scope"])
    get = cart.open_places(benefit["get"]["scope"])
    most = benefit["max_free"]
    got_units = 0
    while True:
        free = [unit for unit in cart.units if unit.free and unit.price]
        buyable = [unit for unit in free if unit.place in buy]
        buyable.sort(key=lambda unit: (unit.place in get, -unit.price, unit.place))
        bought = buyable[: benefit["buy"]["quantity"]]
        gettable = [unit for unit in free if unit.place in get and unit not in bought]
        gettable.sort(key=lambda unit: (unit.price, -unit.place))
        wanted = benefit["get"]["quantity"]
        if most is not None:
            wanted = min(wanted, most - got_units)
        got = gettable[:wanted]
        if len(bought) < benefit["buy"]["quantity"] or not got:
            break
        for unit in bought + got:
            unit.free = False
        got_units += len(got)
        for unit in got:
            saving = rounded(
                unit.price * Fraction(benefit["percent_off"]) / 100, cart.currency
            )
            found[unit.place] = found.get(unit.place, Fraction(0)) + saving
    return {place: min(saving, cart.left[place]) for place, saving in found.items()}


def gift(benefit, cart):
    per = benefit["per"]
    quantity = benefit["quantity"]
    if per is not None:
        units = sum(cart.lines[p]["quantity"] for p in cart.places(per["scope"]))
        quantity *= units // per["quantity"]
    if benefit["max_gifts"] is not None:
        quantity = min(quantity, benefit["max_gifts"])
    if quantity and any(cart.left):
        for variant in benefit["variants"]:
            if variant in cart.undeliverable:
                continue
            if cart.stock.get(variant, quantity) >= quantity:
                return variant, quantity
    return None


def give(promotion, cart):
    """Apply one promotion; tell whether it gave anything."""
    benefit = promotion["benefit"]
    kind = benefit["kind"]
    best = promotion["with_group_prices"] == "best"
    if (
        best
        and kind != "percent_off"
        and cart.has_group_price(concerned(benefit, cart))
    ):
        return False
    gave = False
    if kind == "gift":
        found = gift(benefit, cart)
        if found is not None and promotion["code"] not in cart.refused_gifts:
            variant, quantity = found
            cart.gifts.append((variant, quantity, promotion["code"]))
            if variant in cart.stock:
                cart.stock[variant] -= quantity
            gave = True
    elif kind == "free_shipping":
        less = cart.shipping
        if benefit["up_to"] is not None:
            less = min(less, Fraction(benefit["up_to"]))
        cart.shipping -= less
        gave = less > 0
    else:
        discounts = {
            "percent_off": lambda: percent_off(benefit, cart, best),
            "amount_off": lambda: amount_off(benefit, cart),
            "bundle": lambda: bundle(benefit, cart),
            "buy_x_get_y": lambda: buy_x_get_y(benefit, cart),
        }[kind]()
        for place, discount in discounts.items():
            if discount:
                cart.left[place] -= discount
                cart.discounts[place] += discount
                cart.applied[place].append(promotion["code"])
                gave = True
    if gave:
        cart.given.append(promotion["code"])
    return gave


def condition_holds(condition, cart):
    places = range(len(cart.lines))
    if condition["scope"] is not None:
        places = cart.places(condition["scope"])
    if condition["kind"] == "min_quantity":
        units = sum(cart.lines[place]["quantity"] for place in places)
        return units >= condition["quantity"]
    assert condition["kind"] == "min_subtotal"
    subtotal = sum(
        (cart.prices[place] * cart.lines[place]["quantity"] for place in places),
        Fraction(0),
    )
    return condition["currency"] == cart.currency and subtotal >= Fraction(
        condition["amount"]
    )


def is_eligible(promotion, cart):
    reference = cart.reference
    usage = reference.given["cart"]["usage"].get(
        promotion["code"], {"total": 0, "customer": 0}
    )
    for limit, used in (
        (promotion["limit_total"], usage["total"]),
        (promotion["limit_per_customer"], usage["customer"]),
    ):
        if limit is not None and used >= limit:
            return False
    return (
        reference.is_open(promotion)
        and promotion["benefit"].get("currency", cart.currency) == cart.currency
        and all(condition_holds(each, cart) for each in promotion["conditions"])
    )


def price(given):
    """Return what the engine's result must be, amounts as fractions."""
    reference = Reference(given)
    cart = Cart(reference)
    eligible = [each for each in given["promotions"] if is_eligible(each, cart)]
    eligible.sort(key=lambda each: (-each["priority"], each["code"]))
    for promotion in eligible:
        if promotion["exclusive"]:
            trial = Cart(reference)
            if give(promotion, trial):
                cart = trial
                break
    else:
        for promotion in eligible:
            if not promotion["exclusive"]:
                give(promotion, cart)
    lines = []
    for place, line in enumerate(cart.lines):
        unit_price, codes, kept = reference.price_line(line)
        lines.append(
            {
                "unit_price": unit_price,
                "discount": cart.discounts[place],
                "total": unit_price * line["quantity"] - cart.discounts[place],
                "applied": codes + cart.applied[place],
                "promotion_kept": kept,
            }
        )
    subtotal = sum((line["total"] for line in lines), Fraction(0))
    return {
        "lines": lines,
        "gifts": [
            {"variant": variant, "quantity": quantity, "promotion": code}
            for variant, quantity, code in cart.gifts
        ],
        "shipping_price": cart.shipping,
        "subtotal": subtotal,
        "total": subtotal + cart.shipping,
        "promotions": cart.given,
    }
