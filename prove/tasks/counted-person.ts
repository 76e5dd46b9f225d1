import type { Download, Locator, Page } from 'playwright-core';

/** Effort of a person so far. */
export interface Effort {
  readonly clicks: number;
  /** Pressed keys. A shortcut such as Ctrl K is one keystroke. */
  readonly keystrokes: number;
  /** Pages and dialogs that the person went through. */
  readonly steps: number;
  readonly waits: readonly Wait[];
}

/** A wait for an effect outside of the page, such as an email. */
export interface Wait {
  /** The effect, as in the sentence “… within 10 s”. */
  readonly what: string;
  readonly seconds: number;
  /** Maximum duration, checked on an idle machine. */
  readonly maxSeconds: number;
}

/** A file that a person chooses on their computer. */
export interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A person who uses the portal with mouse and keyboard only. Counts each click and keystroke. */
export class CountedPerson {
  private clicks = 0;
  private keystrokes = 0;
  private steps = 0;
  private readonly waits: Wait[] = [];

  /** @param page a page on which the person is signed in, unless the task includes signing in */
  constructor(readonly page: Page) {}

  get effort(): Effort {
    return { clicks: this.clicks, keystrokes: this.keystrokes, steps: this.steps, waits: this.waits };
  }

  /** Waits for the element that the person looks at before the next action, such as a heading. Counts as a step. */
  async arrive(at: Locator): Promise<void> {
    await at.first().waitFor();
    this.steps += 1;
  }

  /** Waits until a field of the dialog has the focus, which the person sees before typing. Counts as a step. */
  async arriveAtField(dialog: Locator): Promise<void> {
    await this.arrive(dialog.locator('input:focus'));
  }

  /**
   * Waits for an effect outside of the page, and measures how long it takes.
   * @param maxSeconds maximum duration, checked on an idle machine
   */
  async expect(what: string, maxSeconds: number, effect: Promise<void>): Promise<void> {
    const from = performance.now();
    await effect;
    this.waits.push({ what, seconds: (performance.now() - from) / 1_000, maxSeconds });
  }

  /** @param modifiers keys that are held down during the click */
  async click(target: Locator, modifiers: readonly 'Shift'[] = []): Promise<void> {
    await target.click({ modifiers: [...modifiers] });
    this.clicks += 1;
    this.keystrokes += modifiers.length;
  }

  /** Presses one key, or several keys at the same time, such as `Control+K`. */
  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
    this.keystrokes += 1;
  }

  /** Types into the element that has the focus. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
    this.keystrokes += [...text].length;
  }

  /** Clicks a field and types into it. */
  async enter(field: Locator, text: string): Promise<void> {
    await this.click(field);
    await this.type(text);
  }

  /** Clicks a field, and replaces its content. */
  async replace(field: Locator, text: string): Promise<void> {
    await this.click(field);
    await this.press('Control+A');
    await this.type(text);
  }

  /** Selects an option of a list by mouse. @param option words of the option */
  async choose(field: Locator, option: string | RegExp): Promise<void> {
    await this.click(field);
    await this.click(this.page.getByRole('option', { name: option }).first());
  }

  /** Opens the file dialog with a click, selects files in it, and confirms. */
  async chooseFiles(opener: Locator, files: readonly ChosenFile[]): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.click(opener)]);
    await chooser.setFiles([...files]);
    this.clicks += files.length + 1;
  }

  /** Clicks a link or button that downloads a file. */
  async download(link: Locator): Promise<Download> {
    const [started] = await Promise.all([this.page.waitForEvent('download'), this.click(link)]);
    return started;
  }
}
