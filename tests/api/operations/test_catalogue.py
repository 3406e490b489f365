from pathlib import Path

from cleancloud_tui.api.operations import OPERATIONS, OperationKind, Wire
from cleancloud_tui.api.readers.customers import PREFERENCES

DOCUMENTED = Path(__file__).with_name("documented_parameters.txt")

READS = {
    "loginCustomer", "getCustomer", "getOrders", "getPhotos", "driverLocation", "getGarment",
    "getGarments", "getPickups", "getMessages", "getPriceLists", "getProducts", "getInventory",
    "getDates", "getSlots", "getRoute", "getReferral", "getSubscription", "getCards",
    "summaryReport",
}  # fmt: skip
ONCE_ONLY = {
    "addCustomer", "passwordCustomer", "addOrder", "repeatPickup", "addMessage", "usePromo",
    "convertLoyaltyPoints", "addSubscription", "addCard", "chargeCard",
}  # fmt: skip


def documented():
    operations, parameters = {}, []
    for line in DOCUMENTED.read_text("utf-8").splitlines():
        if line.startswith("    "):
            name, _, mark = line.strip().partition(" ")
            parameters.append((name, mark == "*"))
        elif line and not line.startswith("#"):
            name, _, title = line.partition(": ")
            parameters = []
            operations[name] = title, parameters
    return operations


def test_the_catalogue_is_the_documentation():
    declared = {
        name: (operation.title, [(each.name, each.required) for each in operation.parameters])
        for name, operation in OPERATIONS.items()
    }
    assert list(declared) == list(documented())
    assert declared == documented()
    assert len(declared) == 41


def test_every_operation_says_what_sending_it_twice_does():
    kinds = {
        kind: {n for n, each in OPERATIONS.items() if each.kind is kind} for kind in OperationKind
    }
    assert kinds[OperationKind.READ] == READS
    assert kinds[OperationKind.NON_IDEMPOTENT_WRITE] == ONCE_ONLY


def test_only_checking_a_promo_code_is_a_read():
    promo = OPERATIONS["usePromo"]
    assert promo.kind_with({"onlyCheckIfValid": "1"}) is OperationKind.READ
    assert promo.kind_with({"onlyCheckIfValid": "0"}) is OperationKind.NON_IDEMPOTENT_WRITE


def test_every_parameter_is_declared_whole():
    for operation in OPERATIONS.values():
        assert operation.purpose.endswith(".")
        names = [parameter.name for parameter in operation.parameters]
        assert len(names) == len(set(names))
        for parameter in operation.parameters:
            where = f"{operation.name} {parameter.name}"
            assert parameter.meaning, where
            assert bool(parameter.choices) == (parameter.wire is Wire.CHOICE), where
            assert all(parameter.choices.values()), where
            assert not parameter.unless or operation.parameter(parameter.unless), where


def test_whatever_is_secret_is_marked_so():
    secret = {
        parameter.name
        for operation in OPERATIONS.values()
        for parameter in operation.parameters
        if parameter.wire is Wire.SECRET
    }
    assert secret == {"customerPassword", "stripe", "evoToken", "paymentMethodID", "pushToken"}


def test_readers_know_the_preferences_that_can_be_set() -> None:
    parameters = OPERATIONS["updateCustomer"].parameters
    assert tuple(each.name for each in parameters if each.wire is Wire.CHOICE) == PREFERENCES
