import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { MailSettings } from './mail/mail-transport.js';

export type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Reads an app's settings from the environment and collects all errors, so that one start reports every mistake. An
 * empty variable is treated as not set.
 */
export class Settings {
  private readonly faults: string[] = [];

  constructor(private readonly env: Environment) {}

  text(name: string): string | undefined {
    return this.env[name] || undefined;
  }

  fault(text: string): void {
    this.faults.push(text);
  }

  /** Returns an integer from `min` to `max`. */
  integer(name: string, fallback: number, min: number, max: number): number {
    return this.integerIfSet(name, min, max) ?? fallback;
  }

  integerIfSet(name: string, min: number, max: number): number | null {
    const text = this.text(name);
    if (text === undefined) return null;
    const value = /^-?\d+$/.test(text) ? Number(text) : NaN;
    if (value >= min && value <= max) return value;
    this.fault(`${name} is "${text}"; it must be a whole number from ${min} to ${max}`);
    return null;
  }

  /** Returns a port, or null if it isn't set. */
  portIfSet(name: string): number | null {
    return this.integerIfSet(name, 1, 65_535);
  }

  /**
   * Returns a required URL.
   * @param protocols allowed protocols, such as `mqtt:`
   */
  url(name: string, protocols: readonly string[]): string {
    if (this.text(name) === undefined) this.fault(`${name} is not set; it must be ${describeUrl(protocols)}`);
    return this.urlIfSet(name, protocols) ?? '';
  }

  /** Returns a URL, or null if it isn't set. Error messages don't contain its value, which may include a password. */
  urlIfSet(name: string, protocols: readonly string[]): string | null {
    const text = this.text(name);
    if (text === undefined) return null;
    if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol))
      this.fault(`${name} must be ${describeUrl(protocols)}`);
    return text;
  }

  /** Returns the connection URL of the schema's owner, from which the apps' own logins are derived. */
  databaseUrl(): string {
    return this.url('DATABASE_URL', ['postgres:', 'postgresql:']);
  }

  /** Returns the folder that contains all state of the installation. */
  home(fallback = '.dutycycle'): string {
    return resolve(this.text('DUTYCYCLE_HOME') ?? fallback);
  }

  /** Returns the installation's secret in hex, from the environment or from the key file in `home`. */
  secret(home: string): string {
    const file = join(home, 'secret.key');
    const configured = this.text('DUTYCYCLE_SECRET');
    const isInFile = configured === undefined && existsSync(file);
    const secret = isInFile ? readFileSync(file, 'utf8').trim() : (configured ?? '');
    if (!/^[0-9a-f]{32,}$/i.test(secret)) {
      this.fault(
        isInFile
          ? `${file} doesn't contain a secret of at least 32 hexadecimal digits`
          : `DUTYCYCLE_SECRET must be at least 32 hexadecimal digits, or ${file} must contain them`,
      );
    }
    return secret;
  }

  /** Returns the offset of the product's clock from the computer's clock, which only the demo world sets. */
  clockOffsetMs(): number {
    return this.integer('DUTYCYCLE_CLOCK_OFFSET_MS', 0, -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  }

  /** Returns the mail settings. @param portal default URL of the portal, for links in emails */
  mail(portal: string): Omit<MailSettings, 'home'> {
    return {
      smtpUrl: this.urlIfSet('SMTP_URL', ['smtp:', 'smtps:']),
      mailFrom: this.text('MAIL_FROM') ?? 'Dutycycle <no-reply@localhost>',
      publicUrl: (this.urlIfSet('PUBLIC_URL', ['http:', 'https:']) ?? portal).replace(/\/+$/, ''),
    };
  }

  /** Returns the hosts of the operator's own network to which webhooks may be sent, also without TLS. */
  webhookPrivateHosts(): readonly string[] {
    return (this.text('WEBHOOK_PRIVATE_HOSTS') ?? '')
      .split(',')
      .map((host) => host.trim())
      .filter((host) => host !== '');
  }

  logLevel(): string {
    const level = this.text('LOG_LEVEL') ?? 'info';
    if (!LOG_LEVELS.includes(level))
      this.fault(`LOG_LEVEL is "${level}"; it must be one of ${LOG_LEVELS.join(', ')}`);
    return level;
  }

  /**
   * @param subject name of the app that can't start, as the beginning of a sentence
   * @returns the settings, frozen
   * @throws Error that lists all errors
   */
  finalize<T extends object>(subject: string, config: T): Readonly<T> {
    if (this.faults.length > 0)
      throw new Error(`${subject} can't start:\n${this.faults.map((fault) => `- ${fault}`).join('\n')}`);
    return Object.freeze(config);
  }
}

const describeUrl = (protocols: readonly string[]): string =>
  `an address starting with ${protocols.join('// or ')}//`;
