import sharp from 'sharp';
import { EXCEPTION_KINDS } from '#metering';
import { describedContract, describedInvoice } from '../../../../test/support/invoice-document.js';
import { readPdf } from '../../../../test/support/read-pdf.js';
import {
  DOCUMENT_LANGUAGES,
  type DocumentLanguage,
  documentLanguage,
  type InvoiceDocument,
} from '../domain/invoice-document.js';
import { renderInvoice } from './render-invoice.js';
import { EN } from './texts/en.js';
import { textsOf } from './texts/texts.js';

/** Words that a document must contain in each language, with its format of numbers and dates. */
const WORDS = {
  en: ['Invoice', 'PL-2026-00042', '7,339.83 PLN', '2 Dec 2026', '187,350 m³', 'On hold', 'Page 1 of 1'],
  zh: ['发票', 'PL-2026-00042', '7,339.83 PLN', '2026 年 12 月 2 日', '暂缓计费', '应付金额'],
  es: ['Factura', 'PL-2026-00042', '7,339.83 PLN', '2 dic 2026', 'Retenido', 'Total a pagar'],
  id: ['Faktur', 'PL-2026-00042', '7.339,83 PLN', '2 Des 2026', 'Ditahan', 'Jumlah yang harus dibayar'],
  pl: ['Faktura', 'PL-2026-00042', '7 339,83 PLN', '2 gru 2026', 'Wstrzymane', 'Do zapłaty'],
} as const;

const PORTAL = 'https://air.example';
const render = (invoice: InvoiceDocument, language: DocumentLanguage): Promise<Buffer> =>
  renderInvoice(invoice, language, PORTAL);
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('an invoice as a PDF', () => {
  it.each(DOCUMENT_LANGUAGES)('contains the required text in %s, in embedded fonts', async (language) => {
    const bytes = await render(describedInvoice(), language);
    const { pages, fonts, info } = await readPdf(bytes);
    const text = plain(pages.join(' '));
    for (const words of WORDS[language]) expect(text).toContain(words);
    for (const words of ['青岛风源', 'Łódź', 'PL61 1090 1014 0000 0712 1981 2874', '5be0cd19137e2179'])
      expect(text).toContain(words);
    expect(text.replaceAll(' ', '')).toContain(describedContract().root);
    expect(fonts).toEqual(expect.arrayContaining(['Inter-Regular', 'Inter-SemiBold', 'NotoSansSC-SemiBold']));
    expect(info).toMatchObject({
      Keywords: `proof-root:${describedContract().root}`,
      PDFFormatVersion: '1.7',
    });
    // The Chinese fonts are ten megabytes in size, but only the used glyphs are embedded.
    expect(bytes.length).toBeLessThan(120_000);
  });

  it.each(DOCUMENT_LANGUAGES)(
    'tells the buyer in %s where and how to verify it, and taxes each line',
    async (language) => {
      const bytes = await render(describedInvoice(), language);
      const text = plain((await readPdf(bytes)).pages.join(' ')).replaceAll(' ', '');
      const { proof, columns, facts } = textsOf(language);
      const steps = proof.steps.map((step) => step.replace('{address}', `${PORTAL}/verify`));
      for (const words of [...steps, proof.root, columns.tax, facts.taxPoint, '23%'])
        expect(text).toContain(words.replaceAll(/\s/g, ''));
      // The code is also a link, for people who read the document on a screen.
      expect(bytes.toString('latin1')).toContain(`${PORTAL}/verify#${describedContract().root}`);
    },
  );

  it.each(DOCUMENT_LANGUAGES)('draws the usage of twelve months in %s', async (language) => {
    const months = Array.from({ length: 12 }, (_, index) => ({
      month: index === 0 ? '2025-12' : `2026-${String(index).padStart(2, '0')}`,
      quantity: index < 3 ? null : String(150_000 + index * 1000.5),
    }));
    const contract = describedContract(3, { usage: { position: 2, unit: 'm3', months } });
    const text = plain(
      (await readPdf(await render(describedInvoice(3, { contracts: [contract] }), language))).pages.join(' '),
    );
    expect(text.replaceAll(' ', '')).toContain(`${textsOf(language).usageChart},m³`.replaceAll(/\s/g, ''));
    const without = (await readPdf(await render(describedInvoice(), language))).pages.join(' ');
    expect(plain(without).replaceAll(' ', '')).not.toContain(
      textsOf(language).usageChart.replaceAll(/\s/g, ''),
    );
  });

  it('has the logo and colour of its look, and the same bytes for the same look', async () => {
    const logo = await sharp({ create: { width: 300, height: 80, channels: 3, background: '#0b6b74' } })
      .png()
      .toBuffer();
    const look = { accent: '#7a0a3c', logo };
    const bytes = await render(describedInvoice(3, { look }), 'en');
    expect(bytes.toString('latin1').match(/\/Subtype \/Image/g)).toHaveLength(1);
    expect((await render(describedInvoice(3, { look }), 'en')).equals(bytes)).toBe(true);
    const plainLook = await render(describedInvoice(3, { look: { ...look, logo: null } }), 'en');
    expect(plainLook.toString('latin1')).not.toContain('/Subtype /Image');
  });

  it('prints an IBAN in groups of four on one line', async () => {
    const { seller } = describedInvoice();
    const bankAccount = { ...seller.bankAccount, account: 'MT84MALT011000012345MTLCAST001S' };
    const { pages } = await readPdf(
      await render(describedInvoice(3, { seller: { ...seller, bankAccount } }), 'en'),
    );
    expect(pages.join('\n')).toMatch(/MT84\sMALT\s0110\s0001\s2345\sMTLC\sAST0\s01S/);
  });

  it.each(DOCUMENT_LANGUAGES)(
    'prints both payment references in %s, and the code of a transfer in euros',
    async (language) => {
      const textOf = async (change: Partial<InvoiceDocument>): Promise<string> =>
        plain(
          (await readPdf(await render(describedInvoice(3, change), language))).pages.join(' '),
        ).replaceAll(' ', '');
      const { payment } = textsOf(language);
      const scan = payment.scan.replaceAll(' ', '');
      const [zloty, euros] = [await textOf({}), await textOf({ currency: 'EUR' })];
      for (const text of [zloty, euros])
        for (const words of [payment.reference, 'PL-2026-00042', payment.orReference, 'RF37PL202600042'])
          expect(text).toContain(words.replace('{reference}', '').replaceAll(' ', ''));
      expect(euros).toContain(scan);
      // The account is on one line beside the code, too.
      expect(euros).toContain('PL61109010140000071219812874');
      expect(zloty).not.toContain(scan);
      const { buyer } = describedInvoice();
      expect(await textOf({ currency: 'EUR', buyer: { ...buyer, country: 'MX' } })).not.toContain(scan);
      expect(await textOf({ currency: 'EUR', payable: '0.00' })).not.toContain('RF37');
    },
  );

  it.each(DOCUMENT_LANGUAGES)('announces a direct debit in %s, and no transfer', async (language) => {
    const directDebit = {
      mandateReference: 'M-2026/17',
      creditorId: 'DE98ZZZ09999999999',
      accountEnding: '3000',
    };
    const change = { currency: 'EUR', directDebit };
    const { pages } = await readPdf(await render(describedInvoice(3, change), language));
    const text = plain(pages.join(' ')).replaceAll(' ', '');
    for (const part of ['M-2026/17', 'DE98ZZZ09999999999', '3000', 'PL-2026-00042'])
      expect(text).toContain(part);
    const { payment } = textsOf(language);
    for (const other of [payment.scan, 'PL61109010140000071219812874'])
      expect(text).not.toContain(other.replaceAll(' ', ''));
  });

  it.each([
    ['en', 'We credit you 246.00 PLN'],
    ['zh', '贷记 246.00 PLN'],
    ['es', 'Le abonamos 246.00 PLN'],
    ['id', 'mengkreditkan 246,00 PLN'],
    ['pl', 'Zwracamy 246,00 PLN'],
  ] as const)(
    'states in %s that a month with a negative total is credited, and requests no payment',
    async (language, words) => {
      const below = { net: '-200.00', tax: '-46.00', gross: '-246.00', payable: '-246.00' };
      const invoice = describedInvoice(1, {
        ...below,
        documentType: 'credit_note',
        number: 'PL-CN-2026-00007',
      });
      const { pages } = await readPdf(await render(invoice, language));
      const text = plain(pages.join(' ')).replaceAll(' ', '');
      const { creditNote, facts } = textsOf(language);
      for (const each of [creditNote, 'PL-CN-2026-00007', words])
        expect(text).toContain(each.replaceAll(/\s/g, ''));
      for (const each of [facts.due, 'PL61 1090 1014'])
        expect(text).not.toContain(each.replaceAll(/\s/g, ''));
    },
  );

  it.each(DOCUMENT_LANGUAGES)('has a text in %s for every reason for a hold', (language) => {
    const { reason, other } = textsOf(language).held;
    const codes = Object.keys(EN.held.reason).sort();
    expect(Object.keys(reason).sort()).toEqual(codes);
    expect(codes).toEqual(expect.arrayContaining([...EXCEPTION_KINDS]));
    expect(new Set([...Object.values(reason), other]).size).toBe(codes.length + 1);
    const named = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const [code, text] of Object.entries(reason))
      expect([code, named(text)]).toEqual([code, named(EN.held.reason[code as keyof typeof reason])]);
  });

  it.each([
    ['en', 'The meter counted 12 m³ while all machines were off, 14 Nov 2026', 'of which estimated: 12 m³'],
    ['zh', '全部设备停机时计得 12 m³', '其中估算：12 m³'],
    ['es', 'Se contaron 12 m³ con todas las máquinas apagadas', 'de ello estimado: 12 m³'],
    ['id', 'Terhitung 12 m³ saat semua mesin mati', 'di antaranya perkiraan: 12 m³'],
    ['pl', 'Naliczono 12 m³, gdy wszystkie maszyny były wyłączone', 'w tym szacowane: 12 m³'],
  ] as const)(
    'states in %s why a quantity is on hold, and what is estimated',
    async (language, why, estimated) => {
      const contract = describedContract();
      const lines = contract.lines.map((line) =>
        line.held === null
          ? line
          : {
              ...line,
              params: { ...line.params, estimatedQuantity: '12' },
              held: {
                ...line.held,
                reasons: [{ ...line.held.reasons[0]!, code: 'flow_while_off' as const, quantity: '12' }],
              },
            },
      );
      const { pages } = await readPdf(
        await render(describedInvoice(0, { contracts: [{ ...contract, lines }] }), language),
      );
      // PDF readers insert spaces between Chinese and other characters that are not in the text.
      const text = plain(pages.join(' ')).replaceAll(' ', '');
      for (const words of [why, estimated]) expect(text).toContain(words.replaceAll(/\s/g, ''));
      expect(text).not.toContain(textsOf(language).held.other.replaceAll(' ', ''));
    },
  );

  it('has the same bytes each time', async () => {
    const [one, two] = [await render(describedInvoice(), 'zh'), await render(describedInvoice(), 'zh')];
    expect(one.equals(two)).toBe(true);
  });

  it('is marked as a draft on every page until it has a number, and requests no payment', async () => {
    const draft = describedInvoice(0, {
      number: null,
      issuedOn: null,
      dueOn: null,
      taxes: [],
      contracts: [describedContract(60, { root: null })],
    });
    const { pages } = await readPdf(await render(draft, 'en'));
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expect(page).toContain('DRAFT');
    const text = plain(pages.join(' '));
    expect(text).toContain('Not an invoice');
    expect(text).toContain('Total before tax');
    expect(text).not.toContain('PL61');
    expect(text).not.toContain('Amount due');
  });

  it('requests the payable amount, and shows its rounding', async () => {
    const invoice = describedInvoice(3, { rounding: '0.17', payable: '7340.00' });
    const { pages } = await readPdf(await render(invoice, 'en'));
    const text = plain(pages.join(' '));
    for (const words of ['Total including tax', 'Rounding', '0.17', '7,340.00'])
      expect(text).toContain(words);
  });

  it('requests the amount left after a deposit', async () => {
    const invoice = describedInvoice(3, { deposit: '5000.00', payable: '2339.83' });
    const { pages } = await readPdf(await render(invoice, 'en'));
    const text = plain(pages.join(' '));
    for (const words of ['Total including tax', 'Deposit applied']) expect(text).toContain(words);
    expect(text).toContain('Please pay 2,339.83 PLN by');
  });

  it('continues over pages with its header, the sum so far and the page number', async () => {
    const { pages } = await readPdf(await render(describedInvoice(60), 'pl'));
    for (const [index, page] of pages.entries())
      expect(plain(page)).toContain(`Strona ${index + 1} z ${pages.length}`);
    expect(plain(pages[1]!)).toContain('Z przeniesienia');
    expect(plain(pages[1]!)).toContain('Nazwa');
    const text = plain(pages.join(' '));
    for (let position = 1; position <= 60; position++) expect(text).toContain(` ${position} `);
  });

  it('fits names and words that are longer than a line', async () => {
    const long = 'Ż'.repeat(400);
    const party = { ...describedInvoice().buyer, name: long };
    const { pages } = await readPdf(await render(describedInvoice(3, { buyer: party }), 'en'));
    expect(pages.join('').replaceAll(' ', '')).toContain(long);
  });

  it('has for a credit note its own title, the original and the reason, and no payment details', async () => {
    const note = describedInvoice(1, {
      kind: 'credit_note',
      number: 'PL-C-2026-1',
      original: 'PL-2026-00042',
      reason: 'Meter exchanged',
    });
    const text = plain((await readPdf(await render(note, 'en'))).pages.join(' '));
    expect(text).toContain('Credit note');
    expect(text).toContain('Corrects invoice PL-2026-00042');
    expect(text).toContain('Meter exchanged');
    expect(text).not.toContain('Please pay');
  });

  it('shows a charge’s own name and the amount of each tier', async () => {
    const step = (tier: number, from: string, upTo: string | null, amount: string) => ({
      tier,
      from,
      upTo,
      amount,
      quantity: '1',
      unitPrice: '0.03',
      flatFee: null,
      ratePercent: null,
    });
    const [, usage] = describedContract(3).lines;
    const lines = [
      {
        ...usage!,
        name: { en: 'Air by tiers', pl: 'Powietrze według progów' },
        params: { ...usage!.params, component: 'usage', serial: 'M-001', correctedPart: '2026-10-01' },
        steps: [step(0, '0', '100000', '3000.00'), step(1, '100000', null, '2096.40')],
      },
      { ...usage!, position: 2, params: { component: 'true_up', serial: null } },
    ];
    const text = plain(
      (
        await readPdf(
          await render(describedInvoice(2, { contracts: [describedContract(0, { lines })] }), 'pl'),
        )
      ).pages.join(' '),
    );
    expect(text).toContain('Powietrze według progów, M-001, korekta za październik 2026');
    expect(text).toContain('od 0 m³ do 100 000 m³: 3 000,00 PLN');
    expect(text).toContain('powyżej 100 000 m³: 2 096,40 PLN');
    expect(text).toContain('Niedobór do minimum');
  });

  it('shows for a correction what it corrects, and the old and new figures', async () => {
    const [, usage] = describedContract(3).lines;
    const corrects = { corrects: 'PL-2026-00012', was: '498.31', is: '986.04', givenBefore: '20.00' };
    const lines = [
      {
        ...usage!,
        params: { ...usage!.params, ...corrects, wasQuantity: '168875.2', isQuantity: '187350' },
        quantity: '18474.8',
        unitPrice: null,
        amount: '487.73',
      },
    ];
    const contracts = [describedContract(0, { lines })] as const;
    const document = describedInvoice(1, { kind: 'correction', original: 'PL-2026-00012', contracts });
    const text = plain((await readPdf(await render(document, 'en'))).pages.join(' '));
    expect(text).toContain('Correction PL-2026-00042');
    expect(text).toContain('Compressed air delivered, FM-2, correction of PL-2026-00012');
    expect(text).toContain(
      'quantity 168,875.2 m³, corrected to 187,350 m³ · billed 498.31 PLN, corrected to 986.04 PLN',
    );
    expect(text).toContain('20.00 PLN already credited');
    expect(text).toContain('Please pay');
  });

  it.each([
    ['en', 'Contracts', 'Contract K-PL-2', 'Subtotal K-PL-1'],
    ['zh', '合同', '合同 K-PL-2', '合同 K-PL-1 小计'],
    ['es', 'Contratos', 'Contrato K-PL-2', 'Subtotal K-PL-1'],
    ['id', 'Kontrak', 'Kontrak K-PL-2', 'Subtotal K-PL-1'],
    ['pl', 'Umowy', 'Umowa K-PL-2', 'Razem K-PL-1'],
  ] as const)('has in %s each contract under its heading, with its total and its proof', async (...words) => {
    const [language, ...said] = words;
    const roots = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(64));
    const [first, ...others] = roots.map((root, index) =>
      describedContract(3, { number: `K-PL-${index + 1}`, total: `${index + 1}11.11`, root }),
    );
    const document = describedInvoice(0, { contracts: [first!, ...others] });
    const { pages, info } = await readPdf(await render(document, language));
    const text = plain(pages.join(' '));
    for (const one of [...said, 'K-PL-1, K-PL-2, K-PL-3, K-PL-4']) expect(text).toContain(one);
    expect(text).toContain('111');
    for (const root of roots) expect(text.replaceAll(' ', '')).toContain(root);
    expect(info).toMatchObject({ Keywords: roots.map((root) => `proof-root:${root}`).join(' ') });
  });

  it('is in English if the reader’s language is not available', () => {
    expect(documentLanguage('zh-CN')).toBe('zh');
    expect(documentLanguage('pl')).toBe('pl');
    expect(documentLanguage('de')).toBe('en');
  });
});
