/// <reference types="vitest/globals" />
import { buildInvoice } from '../../../../test/invoice.js';
import { renderPortal } from '../../../../test/render.js';
import { textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { Invoice } from '../../../api/types.js';
import { DocumentParties } from './document-parties.js';

const INVOICE = buildInvoice();
const linesOf = async (change: {
  readonly seller?: Partial<Invoice['seller']>;
  readonly buyerParty?: Partial<Invoice['buyerParty']>;
}) => {
  const invoice = {
    ...INVOICE,
    seller: { ...INVOICE.seller, ...change.seller },
    buyerParty: { ...INVOICE.buyerParty, ...change.buyerParty },
  };
  const { container } = await renderPortal(<DocumentParties invoice={invoice} />);
  const [seller, buyer, payment] = [...container.querySelectorAll('section')].map((section) =>
    textsOf(section, 'p').filter((line) => line !== ''),
  );
  return { seller, buyer, payment };
};

describe('the parties of a document', () => {
  it('are printed with address and tax numbers, and the bank account for the payment', async () => {
    const { seller, payment } = await linesOf({
      seller: {
        taxIds: { nip: '1111111111', regon: '22' },
        bankAccount: { bank: 'Bank of Shanghai', account: 'PL61109010140000071219812874', bic: 'BOSHCNSH' },
      },
    });
    expect(seller).toEqual(['Lin Compressors', 'Lu 1, 200000 Shanghai, China', 'NIP 1111111111 · REGON 22']);
    expect(payment).toEqual(['PL61 1090 1014 0000 0712 1981 2874', 'Bank of Shanghai · BOSHCNSH']);
  });

  it('omit unknown parts', async () => {
    const { seller, buyer, payment } = await linesOf({
      seller: { street: '', postalCode: '', city: '', bankAccount: { bank: 'Bank of Shanghai' } },
      buyerParty: { street: '', postalCode: '', invoiceEmail: '' },
    });
    // A bank without an account number is of no use to the buyer.
    expect(seller).toEqual(['Lin Compressors']);
    expect(buyer).toEqual(['Bekasi Textiles', 'Bekasi, Indonesia']);
    expect(payment).toBeUndefined();
  });

  it.each([
    [{ number: 'PO-7', reference: '' }, 'PO-7'],
    [{ number: 'PO-7', reference: 'Plant 2' }, 'PO-7, Plant 2'],
    [{ number: '', reference: 'Plant 2' }, 'Plant 2'],
  ])("include the buyer's order %j", async (order, written) => {
    const { buyer } = await linesOf({ buyerParty: { order } });
    expect(buyer).toContain(text('document.order', { order: written }));
  });

  it('include both payment references, which can be copied', async () => {
    const paymentReference = { number: 'PL-2026-00042', creditorReference: 'RF37PL202600042' };
    const { container } = await renderPortal(<DocumentParties invoice={{ ...INVOICE, paymentReference }} />);
    expect(textsOf(container, 'dd')).toEqual(['PL-2026-00042', 'RF37 PL20 2600 042']);
    const names = [...container.querySelectorAll('dd button')].map((each) => each.getAttribute('aria-label'));
    expect(names).toEqual([
      `${text('action.copy')}: ${text('document.reference')}`,
      `${text('action.copy')}: ${text('document.creditorReference')}`,
    ]);
  });

  it('include no payment details of a credit note', async () => {
    const { container } = await renderPortal(
      <DocumentParties invoice={{ ...INVOICE, documentType: 'credit_note' }} />,
    );
    expect(container.querySelectorAll('section')).toHaveLength(2);
  });
});
