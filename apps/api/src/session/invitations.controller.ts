import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Client, InvitationsService } from '#organization';
import { CurrentClient } from '../security/decorators/current-client.decorator.js';
import { Limited } from '../security/decorators/limited.decorator.js';
import { Public } from '../security/decorators/public.decorator.js';
import { AcceptInvitationDto, InvitationDto } from './account-links.dto.js';
import { SessionDto } from './session.dto.js';
import { SessionStarter } from './session-starter.js';

@ApiTags('session')
@Controller('invitations')
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly starter: SessionStarter,
  ) {}

  /**
   * Get an invitation.
   * @remarks Returns the invitation of a link.
   */
  @Get(':token')
  @Public('The token was sent to the invited address')
  @Limited(60)
  find(@Param('token') token: string): Promise<InvitationDto> {
    return this.invitations.find(token);
  }

  /**
   * Accept an invitation.
   * @remarks Accepts an invitation and signs the person in.
   */
  @Post(':token')
  @Public('The token was sent to the invited address')
  @Limited(30)
  async accept(
    @Param('token') token: string,
    @Body() { name = '', password }: AcceptInvitationDto,
    @CurrentClient() client: Client,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionDto> {
    return this.starter.start(
      await this.invitations.accept(token, { name, password }, client),
      request,
      response,
    );
  }
}
