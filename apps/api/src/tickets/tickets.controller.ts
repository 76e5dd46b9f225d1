import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
  Query,
  UploadedFile,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import {
  CandidatesQueries,
  MAX_FILE_BYTES,
  type TicketDetail,
  TicketFiles,
  Tickets,
  TicketsQueries,
} from '#service';
import { IfMatch, IfMatchWhenSent } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { requireFile } from '../http/uploaded-file.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { AcceptsFile } from '../limits/request-limits.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { CandidateListDto, CandidateQueryDto } from './candidates.dto.js';
import {
  AssignTicketDto,
  CancelTicketDto,
  CloseTicketDto,
  RaiseTicketDto,
  TicketFileFormDto,
  TicketNeedsDto,
  TicketNoteDto,
  TicketQueryDto,
  TicketStepDto,
} from './ticket-requests.dto.js';
import { TicketDto, TicketListDto } from './ticket-views.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('tickets')
@Controller('tickets')
export class TicketsController {
  constructor(
    private readonly tickets: Tickets,
    private readonly queries: TicketsQueries,
    private readonly candidates: CandidatesQueries,
    private readonly files: TicketFiles,
  ) {}

  /**
   * List tickets.
   * @remarks Returns tickets, by default newest first. Technicians see only tickets that are assigned to them or that
   * they raised. Sort keys: `openedAt`, `number`, `machine`, `customer`, `severity` and `state`.
   */
  @Get()
  @RequirePermission('tickets.read')
  async list(@CurrentScope() scope: Scope, @Query() query: TicketQueryDto): Promise<TicketListDto> {
    const { items, next } = await this.queries.list(scope, query);
    return { items, next };
  }

  /** Get a ticket. */
  @Get(':id')
  @RequirePermission('tickets.read')
  get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<TicketDto> {
    return this.show(scope, id);
  }

  /**
   * Create a ticket.
   * @remarks Reports a fault. Use `POST /tickets/:id/files` to add photos.
   */
  @Post()
  @RequirePermission('tickets.raise')
  @Idempotent()
  async raise(@CurrentScope() scope: Scope, @Body() body: RaiseTicketDto): Promise<TicketDto> {
    return this.show(scope, await this.tickets.raise(scope, body));
  }

  /**
   * Update the requirements of a ticket.
   * @remarks Changes the severity of a ticket, and the skill, certificate and parts that it requires.
   */
  @Patch(':id')
  @RequirePermission('tickets.assign')
  async changeNeeds(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: TicketNeedsDto,
  ): Promise<TicketDto> {
    await this.tickets.changeNeeds(scope, id, version, body);
    return this.show(scope, id);
  }

  /**
   * List suggested technicians of a ticket.
   * @remarks Returns the technicians of the ticket's hub, or of all hubs if the ticket has no hub. The best match comes
   * first. Technicians who do not meet the requirements come last. Each technician is returned with reasons for the
   * rank.
   */
  @Get(':id/candidates')
  @RequirePermission('tickets.assign')
  async listCandidates(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() { minutes }: CandidateQueryDto,
  ): Promise<CandidateListDto> {
    const items = await this.candidates.list(scope, id, minutes);
    return toWholeList(
      items.map((candidate) => ({
        ...candidate,
        reasons: candidate.reasons.map((reason) => ({ ...reason, params: { ...reason.params } })),
      })),
    );
  }

  /**
   * Assign a ticket.
   * @remarks Assigns the ticket to a technician and schedules the visit.
   */
  @Post(':id/assign')
  @RequirePermission('tickets.assign')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async assign(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatchWhenSent() version: number | undefined,
    @Body() body: AssignTicketDto,
  ): Promise<TicketDto> {
    await this.tickets.assign(scope, id, { ...body, version });
    return this.show(scope, id);
  }

  /** Accept a ticket. */
  @Post(':id/accept')
  @RequirePermission('tickets.work')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async accept(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body?: TicketStepDto,
  ): Promise<TicketDto> {
    await this.tickets.accept(scope, id, body?.occurredAt);
    return this.show(scope, id);
  }

  /**
   * Start work on a ticket.
   * @remarks Starts the visit on site.
   */
  @Post(':id/start')
  @RequirePermission('tickets.work')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async start(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body?: TicketStepDto,
  ): Promise<TicketDto> {
    await this.tickets.start(scope, id, body?.occurredAt);
    return this.show(scope, id);
  }

  /**
   * Close a ticket.
   * @remarks Completes the work and the visit.
   */
  @Post(':id/close')
  @RequirePermission('tickets.work')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async close(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: CloseTicketDto,
  ): Promise<TicketDto> {
    await this.tickets.close(scope, id, body);
    return this.show(scope, id);
  }

  /** Cancel a ticket. */
  @Post(':id/cancel')
  @RequirePermission('tickets.assign')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async cancel(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { reason }: CancelTicketDto,
  ): Promise<TicketDto> {
    await this.tickets.cancel(scope, id, reason);
    return this.show(scope, id);
  }

  /** Add a note to a ticket. */
  @Post(':id/notes')
  @RequirePermission('tickets.raise', 'tickets.work', 'tickets.assign')
  @Idempotent()
  async addNote(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: TicketNoteDto,
  ): Promise<TicketDto> {
    await this.tickets.addNote(scope, id, body);
    return this.show(scope, id);
  }

  /**
   * Attach a file to a ticket.
   * @remarks Adds a photo or a document. The type of the file is detected from its content.
   */
  @Post(':id/files')
  @RequirePermission('tickets.raise', 'tickets.work')
  @AcceptsFile(MAX_FILE_BYTES)
  async attach(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @UploadedFile() file: Express.Multer.File | undefined,
    @Body() { caption }: TicketFileFormDto,
  ): Promise<TicketDto> {
    const { originalname, buffer: bytes } = requireFile(file);
    // Decodes the name as UTF-8, which browsers send and Multer reads as Latin-1.
    const name = Buffer.from(originalname, 'latin1').toString('utf8');
    await this.files.attach(scope, id, { name, bytes, caption });
    return this.show(scope, id);
  }

  private async show(scope: Scope, id: string): Promise<TicketDto> {
    return toDto(await this.queries.get(scope, id));
  }
}

function toDto({ evidence, ...ticket }: TicketDetail): TicketDto {
  return {
    ...ticket,
    evidence: evidence && {
      ...evidence,
      points: evidence.points.map((point) => [...point]),
      markers: [...evidence.markers],
    },
  };
}
