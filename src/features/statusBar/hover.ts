import * as vscode from 'vscode';
import { gitCommands } from '../../core/reading/next';
import type { PlanStatus } from '../../core/types';
import { nextArguments, todoListTarget } from '../../view/nextAction';
import { appendPlain } from '../../editor/plainMarkdown';
import { targetOf } from '../../view/target';
import { commands, nodeCommands } from '../../ids';
import { shorten } from '../../view/shorten';
import type { StatusHover } from './model';

/** Blanks in escaped text don't break, so a long name would make the hover as wide as the window. */
const longestLabel = 60;

/** The only commands that a link of the hover may run. */
const enabledCommands = [
  ...new Set<string>([...Object.values(commands), nodeCommands.openPullRequest, ...Object.values(gitCommands)]),
];

/**
 * The hover of the status bar. Plans may come from anywhere: every text of theirs is escaped, and links run our
 * commands only.
 */
export function statusBarHover(folder: vscode.Uri, status: PlanStatus, hover: StatusHover): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString('', true);
  markdown.isTrusted = { enabledCommands };
  const text = (value: string) => appendPlain(markdown, shorten(value.replace(/\s+/g, ' '), longestLabel));
  markdown.appendMarkdown('**');
  text(hover.title);
  markdown.appendMarkdown('**');
  if (hover.progress.length > 0) {
    markdown.appendMarkdown('\n\n');
    text(hover.progress.join(', '));
  }
  if (hover.warning !== null) {
    markdown.appendMarkdown('\n\n$(warning) ');
    text(hover.warning);
  }
  if (hover.phases.length > 0) markdown.appendMarkdown('\n');
  for (const { icon, label, note } of hover.phases) {
    markdown.appendMarkdown(`\n\n$(${icon}) `);
    text(label);
    markdown.appendMarkdown(' &nbsp;—&nbsp; ');
    text(note);
  }
  markdown.appendMarkdown('\n\n---\n\n');
  const { next } = status;
  const separate = () => markdown.appendMarkdown(' &nbsp;|&nbsp; ');
  if (next) link(markdown, `$(arrow-right) `, next.title, next.command, nextArguments(folder, status, next));
  if (next?.command !== commands.openContext) {
    if (next) separate();
    link(markdown, '', 'To-Do List', commands.openContext, [todoListTarget(folder, status)]);
  }
  if (status.phases.length > 0) {
    separate();
    link(markdown, '', 'All Phases', commands.showStatus, [targetOf(folder)]);
  }
  return markdown;
}

function link(markdown: vscode.MarkdownString, icon: string, label: string, command: string, given: unknown[]): void {
  // A bracket in a folder's name or a phase's id would end the link.
  const query = encodeURIComponent(JSON.stringify(given)).replace(
    /[()'*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  markdown.appendMarkdown(`[${icon}`);
  appendPlain(markdown, shorten(label, longestLabel));
  markdown.appendMarkdown(`](command:${command}?${query})`);
}
