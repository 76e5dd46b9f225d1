/** An `XMLHttpRequest` that sends its request with `fetch`, so that `fakeApi` answers uploads too. */
export class FetchedXmlHttpRequest {
  readonly upload: { onprogress: ((progress: { loaded: number; total: number }) => void) | null } = {
    onprogress: null,
  };
  onload: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onabort: (() => void) | null = null;
  status = 0;
  responseText = '';
  readonly #headers = new Headers();
  readonly #controller = new AbortController();
  #method = 'GET';
  #address = '';

  open(method: string, address: string): void {
    this.#method = method;
    this.#address = address;
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers.set(name, value);
  }

  send(body: Blob): void {
    const { signal } = this.#controller;
    this.upload.onprogress?.({ loaded: body.size / 2, total: body.size });
    fetch(this.#address, { method: this.#method, headers: this.#headers, body, signal })
      .then(async (response) => {
        this.status = response.status;
        this.responseText = await response.text();
        if (!signal.aborted) this.onload?.();
      })
      .catch(() => !signal.aborted && this.onerror?.());
  }

  abort(): void {
    this.#controller.abort();
    this.onabort?.();
  }
}
