import { Injectable } from '@nestjs/common';
import { Clock, SecretBox } from '#platform';
import { DataSource } from 'typeorm';
import webPush from 'web-push';

/** The key by which push services recognize this installation (RFC 8292). */
export interface VapidKey {
  /** Public key in base64url, which browsers need to subscribe. */
  readonly publicKey: string;
  readonly privateKey: string;
}

interface StoredKey {
  readonly publicKey: string;
  readonly privateKeySealed: string;
}

/** Provides the installation's key for push services. It is generated on first use, and never changes. */
@Injectable()
export class VapidKeys {
  private loaded: VapidKey | undefined;

  constructor(
    private readonly database: DataSource,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** Returns the key. */
  async get(): Promise<VapidKey> {
    this.loaded ??= await this.load();
    return this.loaded;
  }

  private async load(): Promise<VapidKey> {
    const { publicKey, privateKeySealed } = (await this.find()) ?? (await this.create());
    return { publicKey, privateKey: this.box.open(privateKeySealed) };
  }

  /** Stores a new key, unless another process has done so first, and returns the stored one. */
  private async create(): Promise<StoredKey> {
    const { publicKey, privateKey } = webPush.generateVAPIDKeys();
    await this.database.query(
      `insert into vapid_key (public_key, private_key_sealed, created_at) values ($1, $2, $3)
           on conflict on constraint vapid_key_pk do nothing`,
      [publicKey, this.box.seal(privateKey), this.clock.now()],
    );
    return (await this.find())!;
  }

  private async find(): Promise<StoredKey | undefined> {
    const [row]: StoredKey[] = await this.database.query(
      `select public_key as "publicKey", private_key_sealed as "privateKeySealed" from vapid_key`,
    );
    return row;
  }
}
