import { Body, Controller, Get, Param, Put, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { DatevExportService, DatevSettingsService, type LegalEntityDatevSettings } from '#receivables';
import { IdPipe } from '../http/fields/id.pipe.js';
import { toWholeList } from '../http/whole-list.js';
import { Quota } from '../limits/quota.decorator.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { DatevSettingsDto, DatevSettingsListDto, NewDatevSettingsDto } from './datev.dto.js';
import { PostingPeriodQueryDto } from './posting-period-query.dto.js';

/** Files for DATEV, and the numbers that they contain. */
@ApiTags('receivables')
@Controller()
export class DatevController {
  constructor(
    private readonly datev: DatevExportService,
    private readonly settings: DatevSettingsService,
  ) {}

  /**
   * Export the journal for DATEV.
   * @remarks Returns the journal of a legal entity as a booking batch in the DATEV format (header version 700, format
   * version 13, in Windows-1252), for a period within one fiscal year. Entries are split into pairs of accounts. The
   * export is refused if an account class has no number, or if a number is not a valid account number of DATEV.
   */
  @Get('receivables/journal/datev')
  @RequirePermission('receivables.read')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Quota('exports')
  async export(@CurrentScope() scope: Scope, @Query() query: PostingPeriodQueryDto): Promise<StreamableFile> {
    return new StreamableFile(await this.datev.write(scope, query), {
      type: 'text/csv; charset=windows-1252',
      disposition: `attachment; filename="EXTF_Buchungsstapel_${query.from}_${query.to}.csv"`,
    });
  }

  /**
   * List DATEV settings.
   * @remarks Returns the settings of the legal entities that have DATEV settings.
   */
  @Get('datev-settings')
  @RequirePermission('receivables.read')
  async list(@CurrentScope() scope: Scope): Promise<DatevSettingsListDto> {
    return toWholeList((await this.settings.list(scope)).map(toSettingsDto));
  }

  /**
   * Set DATEV settings.
   * @remarks Sets the numbers of a legal entity at its tax consultant.
   */
  @Put('datev-settings/:legalEntityId')
  @RequirePermission('accounting.write')
  async set(
    @CurrentScope() scope: Scope,
    @Param('legalEntityId', IdPipe) legalEntityId: string,
    @Body() body: NewDatevSettingsDto,
  ): Promise<DatevSettingsDto> {
    return toSettingsDto(await this.settings.set(scope, legalEntityId, body));
  }
}

function toSettingsDto({ makerId: _scope, ...settings }: LegalEntityDatevSettings): DatevSettingsDto {
  return settings;
}
