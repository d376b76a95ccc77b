/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-order.h"

static RushesOrder *
make (const char *text)
{
  g_autoptr(GArray) activities = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  RushesOrder *order = rushes_order_new ();

  for (char **p = words; *p != NULL; p++)
    {
      gint64 activity = g_ascii_strtoll (*p, NULL, 10);

      if (**p != '\0')
        g_array_append_val (activities, activity);
    }
  rushes_order_merge (order, activities);

  return order;
}

/* As the list shows it, newest first. */
static char *
format (RushesOrder *order)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rushes_order_get_n (order); i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            rushes_order_get (order, i));

  return g_string_free (text, FALSE);
}

static void
assert_order (RushesOrder *order,
              const char  *want)
{
  g_autofree char *got = format (order);

  g_assert_cmpstr (got, ==, want);
}

static const struct
{
  const char *before;
  gint64 activity;
  const char *inserted; /* NULL: was there */
  const char *removed;  /* NULL: was not there */
  guint position;
} rows[] = {
  { "", 5, "5", NULL, 0 },
  { "1 3", 5, "5 3 1", NULL, 0 },
  { "3 7", 5, "7 5 3", NULL, 1 },
  { "7 9", 5, "9 7 5", NULL, 2 },
  { "5", 5, NULL, "", 0 },
  { "1 5 9", 5, NULL, "9 1", 1 },
  { "5 7 9", 5, NULL, "9 7", 2 },
  { "1 3 5", 5, NULL, "3 1", 0 },
};

static void
test_one (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(RushesOrder) order = make (rows[i].before);
      g_autoptr(RushesOrder) other = rushes_order_copy (order);
      g_autofree char *before = format (order);
      guint position = 99;

      g_assert_cmpint (rushes_order_find (order, rows[i].activity, NULL), ==,
                       rows[i].removed != NULL);
      g_assert_cmpint (rushes_order_insert (order, rows[i].activity, &position), ==,
                       rows[i].inserted != NULL);
      assert_order (order, rows[i].inserted != NULL ? rows[i].inserted : before);
      if (rows[i].inserted != NULL)
        g_assert_cmpuint (position, ==, rows[i].position);

      g_assert_cmpint (rushes_order_remove (other, rows[i].activity, &position), ==,
                       rows[i].removed != NULL);
      assert_order (other, rows[i].removed != NULL ? rows[i].removed : before);
      if (rows[i].removed != NULL)
        g_assert_cmpuint (position, ==, rows[i].position);
    }
}

static void
test_many (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    const char *merged;
    const char *subtracted;
  } sets[] = {
    { "", "", "", "" },
    { "", "1 2", "2 1", "" },
    { "1 2", "", "2 1", "2 1" },
    { "1 3 5", "2 3 4", "5 4 3 2 1", "5 1" },
    { "1 2 3", "3 2 1 2", "3 2 1", "" },
    { "9 8 7", "1 10", "10 9 8 7 1", "9 8 7" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autoptr(RushesOrder) a = make (sets[i].a);
      g_autoptr(RushesOrder) copy = rushes_order_copy (a);
      g_autoptr(GArray) b = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_auto(GStrv) words = g_strsplit (sets[i].b, " ", -1);

      for (char **p = words; *p != NULL; p++)
        {
          gint64 activity = g_ascii_strtoll (*p, NULL, 10);

          if (**p != '\0')
            g_array_append_val (b, activity);
        }
      rushes_order_merge (a, b);
      assert_order (a, sets[i].merged);
      rushes_order_subtract (copy, b);
      assert_order (copy, sets[i].subtracted);
    }
}

static void
test_cut (void)
{
  g_autoptr(RushesOrder) order = make ("1 3 5 7");

  g_assert_cmpuint (rushes_order_cut (order, 1), ==, 0);
  g_assert_cmpuint (rushes_order_cut (order, 5), ==, 2);
  assert_order (order, "7 5");
  g_assert_cmpuint (rushes_order_cut (order, G_MAXINT64), ==, 2);
  assert_order (order, "");
}

static char *
format_array (GArray *activities)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < activities->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            g_array_index (activities, gint64, i));

  return g_string_free (text, FALSE);
}

static void
test_compare (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    const char *gone;
    const char *come;
  } cases[] = {
    { "", "", "", "" },
    { "1 2 3", "1 2 3", "", "" },
    { "", "1 2", "", "2 1" },
    { "1 2", "", "2 1", "" },
    { "1 2 3", "1 3", "2", "" },
    { "1 3", "1 2 3", "", "2" },
    { "1 2 3", "2 3 4", "1", "4" },
    { "1 5 9", "2 5 8", "9 1", "8 2" },
    { "7 8 9", "1 2 3", "9 8 7", "3 2 1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(RushesOrder) before = make (cases[i].before);
      g_autoptr(RushesOrder) after = make (cases[i].after);
      g_autoptr(GArray) gone = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr(GArray) come = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autofree char *gone_text = NULL;
      g_autofree char *come_text = NULL;

      rushes_order_compare (before, after, gone, come);
      gone_text = format_array (gone);
      come_text = format_array (come);
      g_assert_cmpstr (gone_text, ==, cases[i].gone);
      g_assert_cmpstr (come_text, ==, cases[i].come);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/order/one", test_one);
  g_test_add_func ("/order/many", test_many);
  g_test_add_func ("/order/cut", test_cut);
  g_test_add_func ("/order/compare", test_compare);

  return g_test_run ();
}
