import { Controller, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Unsubscribe } from '#notifications';
import { Limited } from '../security/decorators/limited.decorator.js';
import { Public } from '../security/decorators/public.decorator.js';
import { UnsubscribeOfferDto } from './deliveries.dto.js';

const LINK = 'The signed link was sent to the person’s address';

@ApiTags('notifications')
@Controller('unsubscribe')
export class UnsubscribeController {
  constructor(private readonly unsubscribe: Unsubscribe) {}

  /** Get the emails that an unsubscribe link switches off. */
  @Get(':token')
  @Public(LINK)
  @Limited(60)
  read(@Param('token') token: string): Promise<UnsubscribeOfferDto> {
    return this.unsubscribe.read(token);
  }

  /**
   * Unsubscribe through a link.
   * @remarks Switches off emails of the notification type in the link, or all digests. Requires no session. Mail
   * programs send this request when the recipient clicks the unsubscribe button (RFC 8058). The body is ignored.
   */
  @Post(':token')
  @Public(LINK)
  @Limited(60)
  @HttpCode(HttpStatus.NO_CONTENT)
  apply(@Param('token') token: string): Promise<void> {
    return this.unsubscribe.apply(token);
  }
}
