import { DataSource } from 'typeorm';
import { databaseUrlFor, OutboxEvent, SnakeNamingStrategy } from '#platform';

/** Connects as `dutycycle_app`, so that the simulator writes its data under row-level security like any other app. */
export async function openDatabase(ownerUrl: string, secret: string): Promise<DataSource> {
  const database = new DataSource({
    type: 'postgres',
    url: databaseUrlFor('dutycycle_app', ownerUrl, secret),
    applicationName: 'dutycycle-simulator',
    poolSize: 2,
    // Only events are written through the ORM; all other rows are written with SQL.
    entities: [OutboxEvent],
    namingStrategy: new SnakeNamingStrategy(),
  });
  return database.initialize();
}
