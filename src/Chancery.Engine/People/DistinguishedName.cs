using System.Globalization;
using System.Text;

namespace Chancery.Engine.People;

/// <summary>Names of entries (RFC 4514) in a form in which equal names are equal texts: letters small, no spaces around separators, escapes by hex.</summary>
internal static class DistinguishedName
{
    public static string Normal(string name)
    {
        var normal = new StringBuilder(name.Length);
        var pending = 0;
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (c == ' ')
            {
                pending++;
                continue;
            }

            var separates = c is ',' or ';' or '+' or '=' && !(c == '=' && HasValue(normal));
            if (!separates && normal.Length > 0 && !IsSeparator(normal[^1]))
                normal.Append(pending > 0 ? " " : "");
            pending = 0;
            if (c == '\\' && i + 1 < name.Length)
                i += Escape(name, i, normal);
            else
                normal.Append(c == ';' ? ',' : char.ToLower(c, CultureInfo.InvariantCulture));
        }

        return normal.ToString();
    }

    /// <summary>An equals sign within a value is no separator.</summary>
    private static bool HasValue(StringBuilder normal)
    {
        for (var i = normal.Length - 1; i >= 0 && normal[i] is not (',' or '+'); i--)
        {
            if (normal[i] == '=')
                return true;
        }

        return false;
    }

    private static bool IsSeparator(char c) => c is ',' or '+' or '=';

    /// <summary>Octets behind the backslash that belong to it.</summary>
    private static int Escape(string name, int at, StringBuilder normal)
    {
        if (at + 2 < name.Length && char.IsAsciiHexDigit(name[at + 1]) && char.IsAsciiHexDigit(name[at + 2]))
        {
            var octet = Convert.ToInt32(name.Substring(at + 1, 2), 16);
            normal.Append(octet is >= 'A' and <= 'Z' ? $"\\{octet + 32:x2}" : $"\\{octet:x2}");
            return 2;
        }

        var c = char.ToLower(name[at + 1], CultureInfo.InvariantCulture);
        normal.Append(c < 128 ? $"\\{(int)c:x2}" : c.ToString());
        return 1;
    }
}
