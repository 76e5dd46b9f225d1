export * from './domain/index.js';
export { Clock } from './clock.js';
export { mapConstraintViolations } from './database/constraint-violation.js';
export { databaseConnectionOptions } from './database/database-connection-options.js';
export { databaseUrlFor, rolePassword, type DatabaseRole } from './database/database-roles.js';
export { nextDocumentNumber } from './database/document-numbers.js';
export { DocumentCounter } from './entities/document-counter.entity.js';
export { HandledEvent } from './entities/handled-event.entity.js';
export { IdempotencyKey } from './entities/idempotency-key.entity.js';
export { JobProgress, type JobState } from './entities/job-progress.entity.js';
export { OutboxEvent } from './entities/outbox-event.entity.js';
export { QuotaUse } from './entities/quota-use.entity.js';
export { FILE_PURPOSES, type FilePurpose, StoredFile } from './entities/stored-file.entity.js';
export { recordFile } from './files/recorded-file.js';
export { FileStore, type OpenedFile, type WrittenFile } from './files/file-store.js';
export { claimEvent } from './jobs/claim-event.js';
export { type Health, HealthServer } from './process/health.server.js';
export { createMetrics } from './process/process-metrics.js';
export { newId } from './database/ids.js';
export {
  InternalChannelClient,
  type ChannelState,
  type InternalChannelSettings,
} from './process/internal-channel.client.js';
export {
  INTERNAL_CHANNEL,
  INTERNAL_CHANNEL_PURPOSE,
  INTERNAL_CHANNEL_USER,
  WATCHED_FOR_MS,
} from './process/internal-channel.js';
export { JobRuns } from './jobs/job-runs.js';
export { limitConnections } from './process/limit-connections.js';
export { type Mail, type MailAttachment, type MailSettings, MailTransport } from './mail/mail-transport.js';
export { fillPlaceholders, textsForLocale, wrapMail } from './mail/mail-text.js';
export { type MailAttempt, attemptDelivery } from './mail/attempt-delivery.js';
export { openMailTransport } from './mail/open-mail-transport.js';
export { sendInLanes, type SendingLimits } from './jobs/send-in-lanes.js';
export { migrate } from './database/migrate.js';
export { SnakeNamingStrategy } from './database/naming-strategy.js';
export { contains, type ListOrder, readListOrder, type SortableColumns, textColumn } from './list-order.js';
export { decodeCursor, decodeTextCursor, encodeCursor, toPage, type CursorKey, type Page } from './paging.js';
export { parseTimeCursor, type TimeCursor, timeCursorOf } from './time-cursor.js';
export { PlatformModule, type PlatformOptions } from './platform.module.js';
export { forceGenericPlans, preparedQuery } from './database/prepared-query.js';
export { insertRows, type RowOf, toRow, updateRows } from './database/batch-rows.js';
export { SecretBox } from './secret-box.js';
export { packageFolder } from './package-folder.js';
export { type Environment, Settings } from './settings.js';
export { UnitOfWork, type Transaction } from './database/unit-of-work.js';
export { type FilePart, UploadedFiles } from './files/uploaded-files.js';
