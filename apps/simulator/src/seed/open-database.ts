import { DataSource } from 'typeorm';
import { databaseUrlFor, OutboxEvent, SnakeNamingStrategy } from '#platform';

/** A connection as `dutycycle_app`: the simulator writes its world under row-level security, like any other app. */
export async function openDatabase(ownerUrl: string, secret: string): Promise<DataSource> {
  const database = new DataSource({
    type: 'postgres',
    url: databaseUrlFor('dutycycle_app', ownerUrl, secret),
    applicationName: 'dutycycle-simulator',
    poolSize: 2,
    // Events are told through the mapper; everything else that the simulator writes itself is SQL.
    entities: [OutboxEvent],
    namingStrategy: new SnakeNamingStrategy(),
  });
  return database.initialize();
}
