import sharp from 'sharp';
import { InvoiceFixture } from './invoice-fixture.js';

interface Brand {
  readonly accent: string;
  readonly logo: string | null;
  readonly code?: string;
  readonly params?: object;
}

const image = (width: number, height: number, background = '#d0721a') =>
  sharp({ create: { width, height, channels: 4, background } });

describe('the logo and colour of documents', () => {
  let fixture: InvoiceFixture;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('brand');
  });

  afterAll(() => fixture?.close());

  const change = (body: object) =>
    fixture.call<Brand>('PATCH', '/document-brand', body, { as: fixture.maker.staff.admin });
  const pdfOf = async (id: string): Promise<Buffer> =>
    (await fixture.call('GET', `/invoices/${id}/pdf`)).bytes;
  const imagesIn = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Subtype \/Image/g)?.length ?? 0;
  const issue = async (): Promise<string> => {
    const id = await fixture.draft();
    await fixture.approve(id);
    await fixture.issue(id);
    return id;
  };

  it('are those of the issue, and of drafts those that are valid now', async () => {
    const before = await issue();
    const draft = await fixture.draft();
    const [issuedBytes, draftBytes] = [await pdfOf(before), await pdfOf(draft)];
    const logo = (await image(1600, 400).png().toBuffer()).toString('base64');
    const { status, body } = await change({ accent: '#7a0a3c', logo });
    expect([status, body.accent]).toEqual([200, '#7a0a3c']);
    const stored = await sharp(Buffer.from(body.logo!, 'base64')).metadata();
    expect(stored).toMatchObject({ format: 'png', width: 700, height: 175, hasAlpha: false });
    expect((await pdfOf(before)).equals(issuedBytes)).toBe(true);
    expect((await pdfOf(draft)).equals(draftBytes)).toBe(false);
    expect(imagesIn(await pdfOf(draft))).toBe(1);

    const branded = await issue();
    const brandedBytes = await pdfOf(branded);
    expect(imagesIn(brandedBytes)).toBe(1);
    expect((await change({ logo: null })).body).toEqual({ accent: '#7a0a3c', logo: null });
    expect((await pdfOf(branded)).equals(brandedBytes)).toBe(true);
    expect(imagesIn(await pdfOf(draft))).toBe(0);
    // Customers see the document as it was issued.
    const customer = fixture.customer.people.customer_viewer;
    const seen = await fixture.call('GET', `/invoices/${branded}/pdf`, undefined, { as: customer });
    expect(seen.bytes.equals(brandedBytes)).toBe(true);
  });

  it('accept JPEG, and refuse other formats, damaged files and large files', async () => {
    const jpeg = await image(300, 100).flatten().jpeg().toBuffer();
    expect((await change({ logo: jpeg.toString('base64') })).status).toBe(200);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"></svg>');
    const cut = (await image(600, 300).png().toBuffer()).subarray(0, 60);
    for (const bytes of [svg, cut, Buffer.from('no image'), await image(60, 60).webp().toBuffer()])
      expect((await change({ logo: bytes.toString('base64') })).body.code).toBe(
        'organization.logo_unreadable',
      );
    expect((await change({ logo: Buffer.alloc(520 * 1024).toString('base64') })).body.code).toBe(
      'organization.logo_too_large',
    );
  });

  it('refuse a colour that is hard to read on paper', async () => {
    expect((await change({ accent: '#f5a63b' })).body).toMatchObject({
      code: 'organization.accent_too_light',
      params: { contrast: '2.0', min: '4.5' },
    });
    expect((await change({ accent: 'red' })).status).toBe(422);
  });

  it('can be changed by those who may change settings only', async () => {
    const { status } = await fixture.call('PATCH', '/document-brand', { accent: '#000000' });
    expect(status).toBe(403);
  });
});
