namespace Chancery.Policy.Conditions;

/// <summary>Several operators on one fact: all must hold. Most facts have one.</summary>
internal static class Every
{
    public static Func<T, bool> Of<T>(IReadOnlyList<Func<T, bool>> tests) => tests.Count switch
    {
        1 => tests[0],
        _ => value =>
        {
            for (var i = 0; i < tests.Count; i++)
            {
                if (!tests[i](value))
                    return false;
            }

            return true;
        }
        ,
    };
}
