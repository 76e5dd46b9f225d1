import { NestFactory } from '@nestjs/core';
import { Module, type DynamicModule } from '@nestjs/common';
import {
  ApiKeysService,
  MembersService,
  MakersService,
  OrganizationModule,
  permissionsOf,
} from '#organization';
import { databaseUrlFor, PlatformModule, systemScope } from '#platform';
import { readConfig, type ApiConfig } from './config.js';

@Module({})
class ApiKeyModule {
  static forRoot(config: ApiConfig): DynamicModule {
    return {
      module: ApiKeyModule,
      imports: [
        PlatformModule.forRoot({
          databaseUrl: databaseUrlFor('dutycycle_app', config.databaseUrl, config.secret),
          applicationName: 'dutycycle-api-key',
          poolSize: 1,
          clockOffsetMs: config.clockOffsetMs,
          filesFolder: config.home,
          secret: config.secret,
        }),
        OrganizationModule,
      ],
    };
  }
}

/**
 * Prints a new API key of a manager of the first maker, as the only output. The product may be running at the same
 * time.
 */
async function main(): Promise<void> {
  const app = await NestFactory.createApplicationContext(ApiKeyModule.forRoot(readConfig()), {
    logger: false,
    abortOnError: false,
  });
  try {
    const [makerId] = await app.get(MakersService).listIds();
    if (makerId === undefined) throw new Error('There is no maker yet. Start the product first.');
    const scope = systemScope(makerId);
    const members = await app.get(MembersService).list(scope);
    const manager = members.find(({ role, standing }) => role === 'manager' && standing === 'active');
    if (!manager) throw new Error('The maker has no manager to create a key for. Invite a manager first.');
    const held = permissionsOf('manager');
    const { key } = await app
      .get(ApiKeysService)
      .create(
        scope,
        { membershipId: manager.membershipId, permissions: new Set(held) },
        { name: 'npm run api-key', permissions: held },
      );
    process.stdout.write(`${key}\n`);
  } finally {
    await app.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
