import Builder from 'fast-xml-builder';
import { ibanCountryOf } from '#organization/domain';
import type {
  OrderedTransfer,
  OrderingAccount,
  PaymentOrder,
  TransferBlock,
} from '../domain/payment-files/payment-order.js';
import { toSepaText } from '../domain/payment-files/sepa-text.js';

/** An element by name: its text, its children in order, or several elements of the same name. */
interface XmlElements {
  readonly [name: string]: string | XmlElements | readonly XmlElements[];
}

const builder = new Builder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true });

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';
const MAX_NAME = 70;

/** Writes a customer credit transfer initiation (ISO 20022 pain.001.001.09), which banks execute. */
export function writePain(order: PaymentOrder): string {
  const { messageId, createdAt, count, total, debtor, blocks } = order;
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    Document: {
      '@xmlns': NAMESPACE,
      CstmrCdtTrfInitn: {
        GrpHdr: {
          MsgId: messageId,
          CreDtTm: createdAt.toISOString().replace(/\.\d+Z$/, 'Z'),
          NbOfTxs: String(count),
          CtrlSum: total,
          InitgPty: { Nm: nameOf(debtor) },
        },
        PmtInf: blocks.map((block) => toPaymentInformation(block, order)),
      },
    },
  } satisfies XmlElements);
}

function toPaymentInformation(
  { id, isSepa, total, transfers }: TransferBlock,
  { debtor, executeOn, currency }: PaymentOrder,
): XmlElements {
  return {
    PmtInfId: id,
    PmtMtd: 'TRF',
    NbOfTxs: String(transfers.length),
    CtrlSum: total,
    ...(isSepa && { PmtTpInf: { SvcLvl: { Cd: 'SEPA' } } }),
    ReqdExctnDt: { Dt: executeOn },
    Dbtr: { Nm: nameOf(debtor) },
    DbtrAcct: { Id: toAccountId(debtor.account), Ccy: currency },
    DbtrAgt: {
      FinInstnId: debtor.bic === null ? { Othr: { Id: 'NOTPROVIDED' } } : { BICFI: debtor.bic },
    },
    ChrgBr: isSepa ? 'SLEV' : 'SHAR',
    CdtTrfTxInf: transfers.map((transfer) => toTransferInformation(transfer, currency)),
  };
}

function toTransferInformation(
  { endToEndId, amount, payeeName, payeeAccount, text }: OrderedTransfer,
  currency: string,
): XmlElements {
  return {
    PmtId: { EndToEndId: endToEndId },
    Amt: { InstdAmt: { '@Ccy': currency, '#text': amount } },
    Cdtr: { Nm: payeeName },
    CdtrAcct: { Id: toAccountId(payeeAccount) },
    RmtInf: { Ustrd: text === '' ? endToEndId : text },
  };
}

/** Banks accept only the characters of the SEPA schemes in the name of the account's holder. */
function nameOf({ holder }: OrderingAccount): string {
  return toSepaText(holder, MAX_NAME) || 'NOTPROVIDED';
}

function toAccountId(account: string): XmlElements {
  return ibanCountryOf(account) === null ? { Othr: { Id: account } } : { IBAN: account };
}
