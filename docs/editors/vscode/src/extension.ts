/** Starts `medlint lsp` for the Markdown files of a window. All that is known of articles is known by the server. */

import * as vscode from "vscode";
import { LanguageClient, type ServerOptions } from "vscode-languageclient/node";

/** Tells the server which language to speak: that of the setting, else that of the editor. */
class Client extends LanguageClient {
  protected override getLocale(): string {
    const language = vscode.workspace.getConfiguration("medlint").get<string>("language", "auto");
    return language === "auto" ? super.getLocale() : language;
  }
}

let client: LanguageClient | undefined;

/** Start the server, and start it again when it is asked for or when another command or language is configured. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("medlint.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) =>
      event.affectsConfiguration("medlint.command") || event.affectsConfiguration("medlint.language")
        ? restart()
        : undefined,
    ),
  );
  await start();
}

/** Stop the server with the window. */
export async function deactivate(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.dispose();
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

async function start(): Promise<void> {
  const [command, ...args] = vscode.workspace.getConfiguration("medlint").get<string[]>("command") ?? [];
  if (command === undefined) {
    return;
  }
  const cwd = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const server: ServerOptions = { command, args, options: { cwd } };
  client = new Client("medlint", "medlint", server, {
    documentSelector: [
      { scheme: "file", language: "markdown" },
      { scheme: "untitled", language: "markdown" },
    ],
  });
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const told = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      `medlint did not start with "${[command, ...args].join(" ")}" (${told}). ` +
        "Install it, or name the program in the setting medlint.command.",
    );
  }
}
