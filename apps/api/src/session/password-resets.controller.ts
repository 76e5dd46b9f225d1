import { Body, Controller, HttpCode, HttpStatus, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { KnownBrowsers, PasswordResetsService } from '#organization';
import { Limited } from '../security/decorators/limited.decorator.js';
import { rememberBrowser } from '../security/known-browser-cookie.js';
import { Public } from '../security/decorators/public.decorator.js';
import { NewPasswordDto, PasswordResetDto } from './account-links.dto.js';

@ApiTags('session')
@Controller('password-resets')
export class PasswordResetsController {
  constructor(
    private readonly resets: PasswordResetsService,
    private readonly browsers: KnownBrowsers,
  ) {}

  /**
   * Request a password reset.
   * @remarks Sends a link to the address if it belongs to an account. The response is the same in both cases. Earlier
   * links remain valid until one of them is used. If five links are valid, no further link is sent.
   */
  @Post()
  @Public('A person who forgot the password can’t sign in')
  @Limited(10)
  @HttpCode(HttpStatus.ACCEPTED)
  request(@Body() { email }: PasswordResetDto): void {
    this.resets.request(email);
  }

  /**
   * Set a new password.
   * @remarks Sets a new password, ends all sessions of the user and invalidates all other reset links.
   */
  @Post(':token')
  @Public('The token was sent to the account’s address')
  @Limited(30)
  @HttpCode(HttpStatus.NO_CONTENT)
  async reset(
    @Param('token') token: string,
    @Body() { password }: NewPasswordDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    rememberBrowser(this.browsers, await this.resets.reset(token, password), request, response);
  }
}
