/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-menu.h"

#include "rushes-compat.h"

static void
on_create (GtkMenuButton *button,
           gpointer       user_data)
{
  GMenuModel *menu = user_data;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;

  gtk_menu_button_set_menu_model (button, menu);
  rushes_compat_name_items (gtk_menu_button_get_popover (button));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (gtk_menu_button_get_popover (button)),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, button, NULL, -1);
}

/**
 * rushes_menu_attach:
 * @button: a button
 * @menu: its menu
 *
 * Has a button open a menu, which is called like the button. The widgets of the menu are made when
 * it is opened for the first time: most never are, and each takes a millisecond of the start.
 */
void
rushes_menu_attach (GtkMenuButton *button,
                    GMenuModel    *menu)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (G_IS_MENU_MODEL (menu));

  gtk_menu_button_set_create_popup_func (button, on_create, g_object_ref (menu), g_object_unref);
}
