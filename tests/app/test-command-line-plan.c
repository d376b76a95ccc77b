/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line-plan.h"

#include "rushes-command-line-help.h"

#include <string.h>

#define ID "user:1234-minimax:1-video:2"
#define MAX_ARGUMENTS 6
#define MAX_TEXTS 4

static const struct
{
  const char *arguments[MAX_ARGUMENTS];
  RushesCommandLineMode mode;
  RushesCommandLineFiles files;
  gboolean wait, json, input;
  const char *output;
  const char *texts[MAX_TEXTS];
} rows[] = {
  { { NULL }, RUSHES_COMMAND_LINE_WINDOW },
  { { ID }, RUSHES_COMMAND_LINE_WINDOW, .texts = { ID } },
  { { ID, "x y" }, RUSHES_COMMAND_LINE_WINDOW, .texts = { ID, "x y" } },
  { { "" }, RUSHES_COMMAND_LINE_WINDOW, .texts = { "" } },
  { { "-" }, RUSHES_COMMAND_LINE_WINDOW, .input = TRUE, .texts = { "-" } },
  { { "--gapplication-service" }, RUSHES_COMMAND_LINE_WINDOW },
  { { "--gapplication-app-id=a.b" }, RUSHES_COMMAND_LINE_WINDOW },
  { { "--help" }, RUSHES_COMMAND_LINE_HELP },
  { { "-h" }, RUSHES_COMMAND_LINE_HELP },
  { { "--version" }, RUSHES_COMMAND_LINE_VERSION },
  { { "--version", "--help" }, RUSHES_COMMAND_LINE_HELP },
  { { "--help", "--status", "--download" }, RUSHES_COMMAND_LINE_HELP },
  { { "--status", ID }, RUSHES_COMMAND_LINE_STATUS, .texts = { ID } },
  { { ID, "--status" }, RUSHES_COMMAND_LINE_STATUS, .texts = { ID } },
  { { "--status", "a", "-", "b" }, RUSHES_COMMAND_LINE_STATUS, .input = TRUE,
    .texts = { "a", "-", "b" } },
  { { "--status", "--", "-", "--json" }, RUSHES_COMMAND_LINE_STATUS, .texts = { "-", "--json" } },
  { { "--json", ID }, RUSHES_COMMAND_LINE_STATUS, .json = TRUE, .texts = { ID } },
  { { "--wait", ID }, RUSHES_COMMAND_LINE_STATUS, .wait = TRUE, .texts = { ID } },
  { { "--download", ID }, RUSHES_COMMAND_LINE_DOWNLOAD, .texts = { ID } },
  { { "--download", "all" }, RUSHES_COMMAND_LINE_DOWNLOAD, .texts = { "all" } },
  { { "--download=all", ID }, RUSHES_COMMAND_LINE_DOWNLOAD, RUSHES_COMMAND_LINE_ALL,
    .texts = { ID } },
  { { "--download=clean", ID }, RUSHES_COMMAND_LINE_DOWNLOAD, RUSHES_COMMAND_LINE_CLEAN,
    .texts = { ID } },
  { { "--download=watermark", ID }, RUSHES_COMMAND_LINE_DOWNLOAD, RUSHES_COMMAND_LINE_WATERMARK,
    .texts = { ID } },
  { { "--download=cover", ID, "--json", "--wait" }, RUSHES_COMMAND_LINE_DOWNLOAD,
    RUSHES_COMMAND_LINE_COVER, TRUE, TRUE, .texts = { ID } },
  { { "--download", "--output", "/a b", ID }, RUSHES_COMMAND_LINE_DOWNLOAD, .output = "/a b",
    .texts = { ID } },
  { { "--download", "--output=--x", ID }, RUSHES_COMMAND_LINE_DOWNLOAD, .output = "--x",
    .texts = { ID } },
  { { "--download", "--output", "--", "--output=b", ID }, RUSHES_COMMAND_LINE_DOWNLOAD,
    .output = "b", .texts = { ID } },
};

static void
fill (const char        **full,
      const char *const  *arguments)
{
  full[0] = "rushes";
  for (guint i = 0; i < MAX_ARGUMENTS; i++)
    full[i + 1] = arguments[i];
  full[MAX_ARGUMENTS + 1] = NULL;
}

static void
test_plan (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *full[MAX_ARGUMENTS + 2];
      g_autoptr(RushesCommandLinePlan) plan = NULL;
      g_autoptr(GError) error = NULL;
      guint n_texts = 0;

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      fill (full, rows[i].arguments);
      plan = rushes_command_line_plan_new (full, &error);
      g_assert_no_error (error);
      g_assert_cmpint (plan->mode, ==, rows[i].mode);
      g_assert_cmpint (plan->files, ==, rows[i].files);
      g_assert_cmpint (plan->wait, ==, rows[i].wait);
      g_assert_cmpint (plan->json, ==, rows[i].json);
      g_assert_cmpint (plan->input, ==, rows[i].input);
      g_assert_cmpstr (plan->output, ==, rows[i].output);
      for (; n_texts < MAX_TEXTS && rows[i].texts[n_texts] != NULL; n_texts++)
        g_assert_cmpstr (g_ptr_array_index (plan->texts, n_texts), ==, rows[i].texts[n_texts]);
      g_assert_cmpuint (plan->texts->len, ==, n_texts);
    }
}

/* What is wrong is named; what stands behind the sign of an option may be a token. */
static const struct
{
  const char *arguments[MAX_ARGUMENTS];
  const char *want;
} wrong_rows[] = {
  { { "--colour" }, "There is no option --colour." },
  { { "--colour=user:1-secret" }, "There is no option --colour." },
  { { "-x" }, "There is no option -x." },
  { { "-status", ID }, "There is no option -status." },
  { { "--stat", ID }, "There is no option --stat." },
  { { "--wait=5", ID }, "There is no option --wait." },
  { { "--help=all" }, "There is no option --help." },
  { { "\xff" "x", "--\xff" }, "There is no option --\uFFFD." },
  { { "--status" }, "Name at least one video ID." },
  { { "--json", "--" }, "Name at least one video ID." },
  { { "--download" }, "Name at least one video ID." },
  { { "--status", "--download", ID }, "--status and --download do not go together." },
  { { "--output", "a", ID }, "--output goes with --download." },
  { { "--status", "--output", "a", ID }, "--output goes with --download." },
  { { "--download", ID, "--output" }, "--output needs the name of a folder." },
  { { "--download", ID, "--output=" }, "--output needs the name of a folder." },
  { { "--download=", ID }, "--download takes all, clean, watermark or cover." },
  { { "--download=All", ID }, "--download takes all, clean, watermark or cover." },
  { { "--download=user:1-secret" }, "--download takes all, clean, watermark or cover." },
};

static void
test_wrong (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wrong_rows); i++)
    {
      const char *full[MAX_ARGUMENTS + 2];
      g_autoptr(RushesCommandLinePlan) plan = NULL;
      g_autoptr(GError) error = NULL;

      fill (full, wrong_rows[i].arguments);
      plan = rushes_command_line_plan_new (full, &error);
      g_assert_null (plan);
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, ==, wrong_rows[i].want);
    }
}

/* A process can be started without even a name. */
static void
test_nothing (void)
{
  const char *nothing[] = { NULL };
  g_autoptr(RushesCommandLinePlan) plan = rushes_command_line_plan_new (nothing, NULL);

  g_assert_nonnull (plan);
  g_assert_cmpint (plan->mode, ==, RUSHES_COMMAND_LINE_WINDOW);
}

static const struct
{
  const char *arguments[MAX_ARGUMENTS];
  const char *input;
  const char *want;
} join_rows[] = {
  { { "a", "b c" }, "", "a\nb c\n" },
  { { "a", "-", "b" }, "1\n2\n", "a\n1\n2\n\nb\n" },
  { { "-", "-" }, "1", "1\n-\n" },
  { { "--", "-" }, "1", "-\n" },
  { { "-" }, "\xff", "\uFFFD\n" },
  { { "\xff" }, "", "\uFFFD\n" },
};

static void
test_join (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (join_rows); i++)
    {
      const char *full[MAX_ARGUMENTS + 2];
      g_autoptr(RushesCommandLinePlan) plan = NULL;
      g_autofree char *joined = NULL;

      fill (full, join_rows[i].arguments);
      plan = rushes_command_line_plan_new (full, NULL);
      joined = rushes_command_line_plan_join (plan, join_rows[i].input,
                                              strlen (join_rows[i].input));
      g_assert_cmpstr (joined, ==, join_rows[i].want);
    }
}

static void
test_help (void)
{
  static const char *const options[] = {
    "--status", "--download[=WHICH]", "--output DIR", "--wait", "--json", "-h, --help", "--version",
  };
  g_autofree char *help = rushes_command_line_help_dup ();
  g_auto(GStrv) lines = g_strsplit (help, "\n", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    g_assert_nonnull (strstr (help, options[i]));
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, 90);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/command-line-plan/plan", test_plan);
  g_test_add_func ("/command-line-plan/wrong", test_wrong);
  g_test_add_func ("/command-line-plan/nothing", test_nothing);
  g_test_add_func ("/command-line-plan/join", test_join);
  g_test_add_func ("/command-line-plan/help", test_help);

  return g_test_run ();
}
