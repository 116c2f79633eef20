"""The words of the balance sheet accounts that a loss may touch: how well an account fits that has one of each group."""

from assistant.books.accounts import AccountType
from assistant.books.proposal import RecoverySource
from assistant.matching import tokens
from assistant.stages.mapping.wording import Phrases, Row, phrases, rows

DUE = "receivable | owing | owed | due | recover | owe us | owes us"
CLAIMED = f"claim | {DUE}"
OTHERS_OWE = "other receivable | sundry receivable | other debtor | miscellaneous receivable | other amounts receivable"
HAULIER = "freight | truck | logistic | parcel | carrier | courier | carriage | shipping | haul | transport | cargo"
SUPPLIER = (
    "supplier | vendor | publisher | wholesal | manufacturer | grower | maker | mill. | mills. | rebuild | factory | "
    "distribut | companies | principals"
)
OWNER = "owner | director | shareholder | stockholder | member | partner | officer | proprietor | principal"

# A receivable, by who owes the recovery.
OWED: dict[RecoverySource, tuple[Row, ...]] = {
    RecoverySource.INSURER: rows(
        (1.0, ("insur", "claim | recover")),
        (0.9, ("insur", DUE)),
        (0.85, ("claim",)),
        (0.75, ("recover",)),
        (0.7, (OTHERS_OWE,)),
        (0.4, (DUE,)),
    ),
    RecoverySource.CARRIER: rows(
        (1.0, (HAULIER, CLAIMED)), (0.85, ("claim",)), (0.75, ("recover",)), (0.7, (OTHERS_OWE,)), (0.4, (DUE,))
    ),
    RecoverySource.SUPPLIER: rows((0.8, ("supplier | vendor", f"credit | {CLAIMED}")), (0.6, ("claim",)), (0.4, (DUE,))),
    RecoverySource.CUSTOMER: rows(
        (1.0, ("customer | third part | 3rd part", CLAIMED)),
        (0.7, (OTHERS_OWE,)),
        (0.65, ("recover",)),
        (0.6, ("claim",)),
        (0.4, (DUE,)),
    ),
    RecoverySource.SALVAGE: rows(
        (1.0, ("salvage | scrap",)), (0.9, (OTHERS_OWE,)), (0.65, ("recover",)), (0.6, ("claim",)), (0.4, (DUE,))
    ),
    RecoverySource.OTHER: rows((0.9, (OTHERS_OWE,)), (0.7, ("recover",)), (0.65, ("claim",)), (0.4, (DUE,))),
}
# Whose account it is by its words: who else owes something does so on another, where there is one.
THEIRS: dict[RecoverySource, Phrases] = {
    RecoverySource.INSURER: phrases("insur"),
    RecoverySource.CARRIER: phrases(HAULIER),
    RecoverySource.SUPPLIER: phrases(f"{SUPPLIER} | credit note | debit note | creditnota"),
    RecoverySource.CUSTOMER: phrases("customer"),
}
NOT_CLAIMS = phrases(
    "affiliat | related part | intercompany | subsidiar | credit card | merchant | prepaid | prepay | premium | deposit | "
    "advance | tax. | gst. | vat. | hst. | loan | director | shareholder | officer | member. | members. | partner | duty | "
    "incentive | undeposited | clearing | drug plan | employee reimburse | expense reimburse | rent. | doubtful | bad debt | "
    "patient | medicare | accrued income | grant | suspense | input credit | interest | subscription | in transit | float | "
    "employee | staff"
)
STAFF_OWE = rows((1.0, ("employee | staff", f"advance | loan | {DUE}")))
OF_STAFF = phrases("employee | staff | driver | crew | wages | paycheck | pay packet | worker")

SUPPLIER_CREDITS = rows(
    (1.0, (SUPPLIER, f"credit | debit note | return | refund | rma. | rebate | {CLAIMED}")),
    (0.95, ("credit note | debit note | debit memo | credit memo", DUE)),
    (0.9, ("purchase return | returns to supplier | supplier return",)),
    (0.85, ("credit note | debit note | credits due | credits receivable | credits owing | credits owed",)),
)
NOT_SUPPLIER = phrases(
    "affiliat | related | group | intercompany | subsidiar | associate | card. | merchant | deposit | advance | prepaid | "
    "prepay | insur | loan | tax. | gst. | vat. | customer | doubtful | freight | carrier | courier | haul | truck | "
    "transport"
)

# An owner's private use: drawings before what the owner owes, that before a current account, capital and dividends last.
OWNERS: dict[AccountType, tuple[Row, ...]] = {
    AccountType.EQUITY: rows(
        (1.0, ("draw. | draws. | drawing | drawings | withdrawal | takes out | take out | taken out | owners pay",)),
        (0.95, ("private use | personal use | personal",)),
        (0.9, (OWNER, "distribution")),
        (0.85, ("distribution",)),
        (0.6, (OWNER, "loan")),
        (0.45, (OWNER, "capital | equity | account")),
        (0.3, ("dividend",)),
    ),
    AccountType.OTHER_CURRENT_ASSET: rows((0.95, (OWNER, f"loan | {DUE} | advance | account"))),
    AccountType.OTHER_CURRENT_LIABILITY: rows((0.8, (OWNER, "loan | current account | account"))),
}
NOT_OWNERS = phrases(
    "doubtful | bad debt | provision | allowance | supplier | vendor | insur | claim | customer | grant | tax. | drawn | "
    "contribution | retained | staff | employee | accumulated | surplus | share capital | common s | ordinary s"
)
ANY_OWNER = frozenset(tokens("owner director shareholder member partner drawings draws loan account due"))

GOES_BACK = (
    "repay | pay back | paid back | payable back | refund | go back | to return | hand back | to give back | owe back | "
    "owed back | money back"
)
ACCRUED = (
    "accrued exp | accrued liabilit | accrual | accrued charge | outstanding exp | outstanding charge | expenses payable | "
    "charges payable"
)
OTHERS_DUE = (
    "other liabilit | other payable | sundry creditor | sundry payable | other current liabilit | other creditor | "
    "sundry liabilit"
)
REPAY = rows(
    (1.0, (GOES_BACK,)), (0.8, (ACCRUED,)), (0.65, (OTHERS_DUE,)), (0.55, ("suspense | clearing | temporary receipt",))
)  # fmt: skip
NOT_REPAY = phrases(
    "patient | customer refund | gift | voucher | deposit | advance | payroll | wages | tax. | gst. | vat. | hst. | paye. | "
    "super. | superannuation | tips. | leave | holiday | vacation | loyalty | warranty | core. | line of credit | loan | "
    "card. | visa | layaway | order | deferred | unearned | returns reserve | pension | director | shareholder | owner | "
    "commission | token"
)

CASH = phrases("cash. | till. | drawer | register | petty | tin. | safe. | float | hand.")
MAIN_BANK = rows((0.3, ("main. | operating | current | cheque | business | trading | checking | everyday | general",)))
NOT_MAIN_BANK = phrases("payroll | saving | reserve | tax. | clearing | maximiser | rainy | usd. | payout | processor | float")
PURCHASES = phrases("purchases")
