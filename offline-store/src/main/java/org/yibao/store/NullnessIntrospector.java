package org.yibao.store;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;

/** Refuses null for every record component that is not marked {@link Nullable}. */
final class NullnessIntrospector extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonSetter.Value findSetterInfo(Annotated target) {
        boolean refuses = target instanceof AnnotatedParameter parameter && !nullable(parameter);
        return refuses ? JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL) : super.findSetterInfo(target);
    }

    private static boolean nullable(AnnotatedParameter parameter) {
        Executable constructor = (Executable) parameter.getOwner().getMember();
        AnnotatedType type = constructor.getAnnotatedParameterTypes()[parameter.getIndex()];
        return type.isAnnotationPresent(Nullable.class);
    }
}
