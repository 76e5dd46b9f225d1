import type pg from 'pg';
import type { Product } from '../support/product.js';
import type { MqttLogin } from './device-credentials.js';

/** The installation that the first task sets up, for the tasks that follow. */
export interface OwnWorld {
  readonly product: Product;
  /** A connection as the owner of the database, which prepares the world. */
  readonly owner: pg.Client;
  /** Credentials of the devices by the serial numbers of their machines; empty before the first task. */
  readonly devices: Map<string, MqttLogin>;
}

/** The administrator whom the first task creates. */
export const ADA_NAME = 'Ada';
export const ADA = { email: 'ada@example.com', password: 'ada-opens-it' } as const;
