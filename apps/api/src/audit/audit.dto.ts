import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { ActorKind } from '#organization';
import { PageQueryDto } from '../http/page-query.dto.js';

export class AuditQueryDto extends PageQueryDto {
  /** Type of the resource, such as `site` or `machine`. */
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
  /** Name of the person at the time of the entry. */
  name: string | null;
  /** Role of the person at the time of the entry; null if it is not recorded. */
  role: string | null;
  /** Name of the API key that was used; null for a session. */
  keyName: string | null;
}

export class AuditEntryDto {
  id: string;
  at: Date;
  actor: AuditActorDto;
  /** Code of the action, such as `customers.site_moved`. */
  action: string;
  entity: string;
  entityId: string | null;
  /** Changed fields with their values before the change. `after` contains their values after the change. */
  before: object | null;
  after: object | null;
}

export class AuditEntryListDto {
  items: AuditEntryDto[];
  /** Cursor of the next page; null on the last page. */
  next: string | null;
}
