/** A payer's browser on the fake's pages: follows forms and redirects, and nothing else. */
export class Payer {
  private address: URL;
  private text = '';

  private constructor(address: URL) {
    this.address = address;
  }

  static async open(url: string | null): Promise<Payer> {
    if (url === null) throw new Error('The page has ended');
    const payer = new Payer(new URL(url));
    await payer.load(await fetch(url, { redirect: 'manual' }));
    return payer;
  }

  /** The address in the browser: a page of the fake, or the address to which it returned. */
  get url(): string {
    return this.address.href;
  }

  /** The text of the page without its tags. */
  get page(): string {
    return this.text
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
  }

  /** Enters a card number, IBAN or account number and submits. */
  enter(number: string): Promise<void> {
    return this.submit({ number, action: 'submit' });
  }

  goBack(): Promise<void> {
    return this.submit({ action: 'cancel' });
  }

  authenticate(action: 'complete' | 'fail'): Promise<void> {
    return this.submit({ action });
  }

  private async submit(fields: Readonly<Record<string, string>>): Promise<void> {
    if (!this.text.includes('<form')) throw new Error(`No form on ${this.url}: ${this.page}`);
    const body = new URLSearchParams(fields);
    const [, action] = /<form[^>]* action="([^"]+)"/.exec(this.text) ?? [];
    if (action !== undefined) this.address = new URL(action, this.address);
    await this.load(await fetch(this.address, { method: 'POST', body, redirect: 'manual' }));
  }

  private async load(response: Response): Promise<void> {
    const location = response.headers.get('location');
    if (location === null) {
      this.text = await response.text();
      return;
    }
    const origin = this.address.origin;
    this.address = new URL(location, origin);
    this.text = '';
    // The addresses of the product don't exist in these tests.
    if (this.address.origin === origin) await this.load(await fetch(this.address, { redirect: 'manual' }));
  }
}
