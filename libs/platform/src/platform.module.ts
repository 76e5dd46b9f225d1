import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from './clock.js';
import { databaseConnectionOptions } from './database/database-connection-options.js';
import { DocumentCounter } from './entities/document-counter.entity.js';
import { HandledEvent } from './entities/handled-event.entity.js';
import { IdempotencyKey } from './entities/idempotency-key.entity.js';
import { QuotaUse } from './entities/quota-use.entity.js';
import { JobProgress } from './entities/job-progress.entity.js';
import { OutboxClaim } from './entities/outbox-claim.entity.js';
import { OutboxEvent } from './entities/outbox-event.entity.js';
import { StoredFile } from './entities/stored-file.entity.js';
import { FileStore } from './files/file-store.js';
import { JobRuns } from './jobs/job-runs.js';
import { SnakeNamingStrategy } from './database/naming-strategy.js';
import { SecretBox } from './secret-box.js';
import { UnitOfWork } from './database/unit-of-work.js';
import { UploadedFiles } from './files/uploaded-files.js';

/**
 * Maximum inactivity of a connection. No statement of a use case takes this long, and no transaction stays idle this
 * long.
 */
const INACTIVITY_MS = 60_000;

export interface PlatformOptions {
  /** Connection URL of the role `dutycycle_app`. */
  databaseUrl: string;
  /** Name of the app, shown in pg_stat_activity. */
  applicationName: string;
  poolSize: number;
  clockOffsetMs: number;
  /** Folder of the file store. */
  filesFolder: string;
  /** The installation's secret in hexadecimal. */
  secret: string;
}

/** Infrastructure that every app needs: the database under row-level security, the clock, files and secrets. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: options.databaseUrl,
          applicationName: options.applicationName,
          poolSize: options.poolSize,
          namingStrategy: new SnakeNamingStrategy(),
          autoLoadEntities: true,
          synchronize: false,
          retryAttempts: 20,
          retryDelay: 500,
          extra: databaseConnectionOptions(INACTIVITY_MS),
        }),
        TypeOrmModule.forFeature([
          OutboxEvent,
          OutboxClaim,
          HandledEvent,
          JobProgress,
          IdempotencyKey,
          QuotaUse,
          DocumentCounter,
          StoredFile,
        ]),
      ],
      providers: [
        UnitOfWork,
        JobRuns,
        { provide: Clock, useFactory: () => new Clock(options.clockOffsetMs) },
        { provide: FileStore, useFactory: () => new FileStore(options.filesFolder) },
        { provide: UploadedFiles, useFactory: () => new UploadedFiles(options.filesFolder) },
        { provide: SecretBox, useFactory: () => new SecretBox(options.secret) },
      ],
      exports: [UnitOfWork, JobRuns, Clock, FileStore, SecretBox, UploadedFiles],
    };
  }
}
