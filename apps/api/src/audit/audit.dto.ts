import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { ActorKind } from '#organization';
import { PageQueryDto } from '../http/page-query.dto.js';

export class AuditQueryDto extends PageQueryDto {
  /** Kind of thing: `site`, `machine`. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  entity?: string;

  @IsOptional()
  @IsUUID()
  entityId?: string;
}

export class AuditActorDto {
  kind: ActorKind;
  userId: string | null;
  /** The person's name at the time of the entry. */
  name: string | null;
  /** The person's role at the time; null where it was not recorded. */
  role: string | null;
  /** The name of the API key that was used; null with a session. */
  keyName: string | null;
}

export class AuditEntryDto {
  id: string;
  at: Date;
  actor: AuditActorDto;
  /** Code of what was done: `customers.site_moved`. */
  action: string;
  entity: string;
  entityId: string | null;
  /** The fields that changed, as they were. */
  before: object | null;
  after: object | null;
}

export class AuditEntryListDto {
  items: AuditEntryDto[];
  /** Cursor of the next page; null on the last one. */
  next: string | null;
}
