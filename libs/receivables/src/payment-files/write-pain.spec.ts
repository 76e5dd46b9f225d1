import { type RefundToTransfer, toPaymentOrder } from '../domain/payment-files/payment-order.js';
import { writePain } from './write-pain.js';

const ORDER = {
  fileId: '01890000-0000-7000-8000-0000000000ff',
  createdAt: new Date('2026-12-01T15:00:00.123Z'),
  executeOn: '2026-12-02',
  currency: 'EUR',
  debtor: { holder: 'Müller & Söhne', account: 'DE89370400440532013000', bic: 'COBADEFFXXX' },
};
const SEPA: RefundToTransfer = {
  id: '01890000-0000-7000-8000-000000000001',
  amountMinor: 12_345n,
  payeeName: 'Zakład Łódź',
  payeeAccount: 'PL61109010140000071219812874',
  text: 'PL-2026-00042',
};
const OTHER: RefundToTransfer = {
  ...SEPA,
  id: '01890000-0000-7000-8000-000000000002',
  amountMinor: 5n,
  payeeName: 'A<B> & "C"',
  payeeAccount: '0000000000017',
  text: '',
};

it('writes SEPA and other transfers as pain.001.001.09', () => {
  expect(writePain(toPaymentOrder(ORDER, [SEPA, OTHER])).trim()).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
  <CstmrCdtTrfInitn>
    <GrpHdr>
      <MsgId>PF018900000000700080000000000000FF</MsgId>
      <CreDtTm>2026-12-01T15:00:00Z</CreDtTm>
      <NbOfTxs>2</NbOfTxs>
      <CtrlSum>123.50</CtrlSum>
      <InitgPty>
        <Nm>Muller + Sohne</Nm>
      </InitgPty>
    </GrpHdr>
    <PmtInf>
      <PmtInfId>018900000000700080000000000000FF-1</PmtInfId>
      <PmtMtd>TRF</PmtMtd>
      <NbOfTxs>1</NbOfTxs>
      <CtrlSum>123.45</CtrlSum>
      <PmtTpInf>
        <SvcLvl>
          <Cd>SEPA</Cd>
        </SvcLvl>
      </PmtTpInf>
      <ReqdExctnDt>
        <Dt>2026-12-02</Dt>
      </ReqdExctnDt>
      <Dbtr>
        <Nm>Muller + Sohne</Nm>
      </Dbtr>
      <DbtrAcct>
        <Id>
          <IBAN>DE89370400440532013000</IBAN>
        </Id>
        <Ccy>EUR</Ccy>
      </DbtrAcct>
      <DbtrAgt>
        <FinInstnId>
          <BICFI>COBADEFFXXX</BICFI>
        </FinInstnId>
      </DbtrAgt>
      <ChrgBr>SLEV</ChrgBr>
      <CdtTrfTxInf>
        <PmtId>
          <EndToEndId>RF01890000000070008000000000000001</EndToEndId>
        </PmtId>
        <Amt>
          <InstdAmt Ccy="EUR">123.45</InstdAmt>
        </Amt>
        <Cdtr>
          <Nm>Zaklad Lodz</Nm>
        </Cdtr>
        <CdtrAcct>
          <Id>
            <IBAN>PL61109010140000071219812874</IBAN>
          </Id>
        </CdtrAcct>
        <RmtInf>
          <Ustrd>PL-2026-00042</Ustrd>
        </RmtInf>
      </CdtTrfTxInf>
    </PmtInf>
    <PmtInf>
      <PmtInfId>018900000000700080000000000000FF-2</PmtInfId>
      <PmtMtd>TRF</PmtMtd>
      <NbOfTxs>1</NbOfTxs>
      <CtrlSum>0.05</CtrlSum>
      <ReqdExctnDt>
        <Dt>2026-12-02</Dt>
      </ReqdExctnDt>
      <Dbtr>
        <Nm>Muller + Sohne</Nm>
      </Dbtr>
      <DbtrAcct>
        <Id>
          <IBAN>DE89370400440532013000</IBAN>
        </Id>
        <Ccy>EUR</Ccy>
      </DbtrAcct>
      <DbtrAgt>
        <FinInstnId>
          <BICFI>COBADEFFXXX</BICFI>
        </FinInstnId>
      </DbtrAgt>
      <ChrgBr>SHAR</ChrgBr>
      <CdtTrfTxInf>
        <PmtId>
          <EndToEndId>RF01890000000070008000000000000002</EndToEndId>
        </PmtId>
        <Amt>
          <InstdAmt Ccy="EUR">0.05</InstdAmt>
        </Amt>
        <Cdtr>
          <Nm>A&lt;B&gt; &amp; &quot;C&quot;</Nm>
        </Cdtr>
        <CdtrAcct>
          <Id>
            <Othr>
              <Id>0000000000017</Id>
            </Othr>
          </Id>
        </CdtrAcct>
        <RmtInf>
          <Ustrd>RF01890000000070008000000000000002</Ustrd>
        </RmtInf>
      </CdtTrfTxInf>
    </PmtInf>
  </CstmrCdtTrfInitn>
</Document>`);
});

it('says that the bank of an own account without a BIC is not named', () => {
  const order = toPaymentOrder({ ...ORDER, debtor: { ...ORDER.debtor, bic: null } }, [SEPA]);
  expect(writePain(order)).toContain('<Id>NOTPROVIDED</Id>');
});
