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
  const [seller, buyer] = [...container.querySelectorAll('section')].map((section) =>
    textsOf(section, 'p').filter((line) => line !== ''),
  );
  return { seller, buyer };
};

describe('the parties of a document', () => {
  it('are printed with address, tax numbers and bank account', async () => {
    const { seller } = await linesOf({
      seller: {
        taxIds: { nip: '1111111111', regon: '22' },
        bankAccount: { bank: 'Bank of Shanghai', account: '1', bic: 'BOSHCNSH' },
      },
    });
    expect(seller).toEqual([
      'Lin Compressors',
      'Lu 1, 200000 Shanghai, China',
      'NIP 1111111111 · REGON 22',
      'Bank of Shanghai · 1 · BOSHCNSH',
    ]);
  });

  it('omit unknown parts', async () => {
    const { seller, buyer } = await linesOf({
      seller: { street: '', postalCode: '', city: '', bankAccount: { bank: 'Bank of Shanghai' } },
      buyerParty: { street: '', postalCode: '', invoiceEmail: '' },
    });
    // A bank without an account number is no use to the buyer.
    expect(seller).toEqual(['Lin Compressors']);
    expect(buyer).toEqual(['Bekasi Textiles', 'Bekasi, Indonesia']);
  });

  it.each([
    [{ number: 'PO-7', reference: '' }, 'PO-7'],
    [{ number: 'PO-7', reference: 'Plant 2' }, 'PO-7, Plant 2'],
    [{ number: '', reference: 'Plant 2' }, 'Plant 2'],
  ])("include the buyer's order %j", async (order, written) => {
    const { buyer } = await linesOf({ buyerParty: { order } });
    expect(buyer).toContain(text('document.order', { order: written }));
  });
});
