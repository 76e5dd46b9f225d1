import {
  DEBIT_CURRENCY,
  type DebitBlock,
  type DebitOrder,
  type OrderedDebit,
} from '../domain/direct-debits/debit-order.js';
import type { DebitScheme } from '../domain/direct-debits/mandate.js';
import { toAgent, toSeconds, writeXml, type XmlElements } from '../payment-files/pain-xml.js';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.008.001.08';

const SCHEME_CODES: Readonly<Record<DebitScheme, string>> = { core: 'CORE', b2b: 'B2B' };

/** Writes a customer direct debit initiation (ISO 20022 pain.008.001.08), from which a bank collects the debits. */
export function writeDebitFile(order: DebitOrder): string {
  const { messageId, createdAt, count, total, creditor, blocks } = order;
  return writeXml(NAMESPACE, {
    CstmrDrctDbtInitn: {
      GrpHdr: {
        MsgId: messageId,
        CreDtTm: toSeconds(createdAt),
        NbOfTxs: String(count),
        CtrlSum: total,
        InitgPty: { Nm: creditor.holder },
      },
      PmtInf: blocks.map((block) => toPaymentInformation(block, order)),
    },
  });
}

function toPaymentInformation(
  { id, scheme, creditorId, total, debits }: DebitBlock,
  { creditor, collectOn }: DebitOrder,
): XmlElements {
  return {
    PmtInfId: id,
    PmtMtd: 'DD',
    NbOfTxs: String(debits.length),
    CtrlSum: total,
    PmtTpInf: {
      SvcLvl: { Cd: 'SEPA' },
      LclInstrm: { Cd: SCHEME_CODES[scheme] },
      // Since 2016, the first collection of a mandate doesn't need a separate sequence type.
      SeqTp: 'RCUR',
    },
    ReqdColltnDt: collectOn,
    Cdtr: { Nm: creditor.holder },
    CdtrAcct: { Id: { IBAN: creditor.account }, Ccy: DEBIT_CURRENCY },
    CdtrAgt: toAgent(creditor.bic),
    ChrgBr: 'SLEV',
    CdtrSchmeId: { Id: { PrvtId: { Othr: { Id: creditorId, SchmeNm: { Prtry: 'SEPA' } } } } },
    DrctDbtTxInf: debits.map(toTransaction),
  };
}

function toTransaction({
  endToEndId,
  amount,
  mandateReference,
  signedOn,
  payerName,
  payerAccount,
  text,
}: OrderedDebit): XmlElements {
  return {
    PmtId: { EndToEndId: endToEndId },
    InstdAmt: { '@Ccy': DEBIT_CURRENCY, '#text': amount },
    DrctDbtTx: { MndtRltdInf: { MndtId: mandateReference, DtOfSgntr: signedOn } },
    DbtrAgt: toAgent(null),
    Dbtr: { Nm: payerName },
    DbtrAcct: { Id: { IBAN: payerAccount } },
    RmtInf: { Ustrd: text },
  };
}
