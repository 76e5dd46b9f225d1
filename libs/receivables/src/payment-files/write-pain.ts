import { ibanCountryOf } from '#organization/domain';
import type { OrderedTransfer, PaymentOrder, TransferBlock } from '../domain/payment-files/payment-order.js';
import { toAgent, toSeconds, writeXml, type XmlElements } from './pain-xml.js';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';

/** Writes a customer credit transfer initiation (ISO 20022 pain.001.001.09), which banks execute. */
export function writePain(order: PaymentOrder): string {
  const { messageId, createdAt, count, total, debtor, blocks } = order;
  return writeXml(NAMESPACE, {
    CstmrCdtTrfInitn: {
      GrpHdr: {
        MsgId: messageId,
        CreDtTm: toSeconds(createdAt),
        NbOfTxs: String(count),
        CtrlSum: total,
        InitgPty: { Nm: debtor.holder },
      },
      PmtInf: blocks.map((block) => toPaymentInformation(block, order)),
    },
  });
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
    Dbtr: { Nm: debtor.holder },
    DbtrAcct: { Id: toAccountId(debtor.account), Ccy: currency },
    DbtrAgt: toAgent(debtor.bic),
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

function toAccountId(account: string): XmlElements {
  return ibanCountryOf(account) === null ? { Othr: { Id: account } } : { IBAN: account };
}
