import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Client, FirstVisitService } from '#organization';
import { DomainError } from '#platform';
import type { ApiConfig } from '../config.js';
import { API_CONFIG } from '../config.module.js';
import { CurrentClient } from '../security/decorators/current-client.decorator.js';
import { Limited } from '../security/decorators/limited.decorator.js';
import { Public } from '../security/decorators/public.decorator.js';
import { SessionDto } from './session.dto.js';
import { SessionStarter } from './session-starter.js';
import { SetupDto, SetupNeedDto } from './setup.dto.js';

@ApiTags('session')
@Controller('setup')
export class SetupController {
  constructor(
    private readonly firstVisit: FirstVisitService,
    private readonly starter: SessionStarter,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  /**
   * Get the state of the first-time setup.
   * @remarks Returns whether the installation still needs its first-time setup.
   */
  @Get()
  @Public('There are no users before the first maker exists')
  async find(): Promise<SetupNeedDto> {
    return { needed: await this.isNeeded() };
  }

  /**
   * Set up the installation.
   * @remarks Creates the maker and its administrator, and signs the administrator in. This is possible only while there
   * is no maker, and only with the setup token.
   */
  @Post()
  @Public('Requires the setup token that the installation prints when it starts')
  @Limited(10)
  async setUp(
    @Body() body: SetupDto,
    @CurrentClient() client: Client,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionDto> {
    if (!(await this.isNeeded())) throw new DomainError('organization.already_set_up');
    const opened = await this.firstVisit.setUp(body, this.config.setupTokenHash, client);
    return this.starter.start(opened, request, response);
  }

  /** Excludes the demo, which creates its own maker shortly after the start. */
  private async isNeeded(): Promise<boolean> {
    return !this.config.demo && (await this.firstVisit.isNeeded());
  }
}
